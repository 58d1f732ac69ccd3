import type { Asking } from './asking.ts';
import type { Lab } from './lab.ts';
import { play } from './play.ts';
import { checkAtRest } from './rest.ts';
import { comesToRest } from './well.ts';
import { deliver } from './working.ts';
import { unlessWrong } from './wrong.ts';

type Change = Exclude<Asking['verb'], 'get' | 'export'>;

/** What is followed, and by what it is overtaken. */
export const OVERTAKEN: readonly (readonly [followed: readonly Change[], by: Change])[] = [
  [['request', 'confirm'], 'cancel'],
  [['request', 'confirm', 'deactivate'], 'cancel'],
  [['deactivate'], 'reactivate'],
  [['deactivate', 'reactivate'], 'deactivate'],
];

/**
 * Somebody follows the account, and is held after so many calls outside; meanwhile it is changed again, and somebody
 * else follows that to the end. Says whether the first was not done yet. `pick`: which of its calls goes first.
 */
export async function isOvertaken(
  lab: Lab,
  [followed, by]: (typeof OVERTAKEN)[number],
  calls: number,
  pick: number,
): Promise<boolean> {
  const world = await lab.renew([]);
  const change = (verb: Change) => play(lab, { step: 'ask', asking: { verb, who: 0, token: 0 }, holds: false });
  for (const verb of followed) await change(verb);
  await deliver(lab, 'follow', world.stream.follow.splice(0), true);
  await play(lab, { step: 'go on', pick, turns: calls });
  const isUnderWay = lab.busy().length > 0;
  await change(by);
  await deliver(lab, 'follow', world.stream.follow.splice(0), false);
  await unlessWrong(world, async () => {
    await comesToRest(lab);
    await checkAtRest(lab);
  });
  return isUnderWay;
}
