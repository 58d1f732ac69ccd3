import { MINUTE } from '../domain/time.ts';
import type { Holding, Sighting, Verify } from './holding.ts';
import type { Execution } from './ports.ts';

/** What a step leaves of its process's time, milliseconds, to note its result. */
const MARGIN = MINUTE;
/** How often what cannot be looked at is tried before the others go on without it, ever further apart. */
const TRIES = 6;

/**
 * Looks at holdings until each has been seen to its end, in as many invocations as that takes. What cannot be seen is
 * missing in the answer.
 */
export async function look(
  verify: Verify,
  name: string,
  holdings: readonly Pick<Holding, 'name'>[],
  { accountId, deletionId }: { readonly accountId: string; readonly deletionId: string },
  execution: Execution,
): Promise<Sighting> {
  const names = holdings.map((holding) => holding.name);
  let so: Sighting = {};
  for (let failures = 0; names.length > 0; ) {
    const known: Sighting = so;
    const run = async (): Promise<Sighting> => {
      const time = execution.timeLeft() - MARGIN;
      return time < MARGIN ? known : verify({ accountId, deletionId, so: known, holdings: names, time });
    };
    so = await execution.step(name, run, 'briefly');
    const unseen = names.filter((one) => !(one in so));
    if (unseen.length === 0 && names.every((one) => so[one]?.cursor === undefined)) break;
    failures += unseen.length > 0 ? 1 : 0;
    if (failures === TRIES) break;
    await execution.wait(`${name} goes on`, unseen.length === 0 ? 1 : 2 ** (failures + 3));
  }
  return Object.fromEntries(Object.entries(so).filter(([, { cursor }]) => cursor === undefined));
}
