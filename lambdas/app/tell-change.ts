import type { Entry } from '../domain/owed.ts';
import { entryPaths } from './ledger-paths.ts';
import type { Ledger, OwedKey, PublishEvent, Tellings } from './ports.ts';

export interface TellPorts {
  readonly tellings: Tellings;
  readonly publishEvent: PublishEvent;
  readonly ledger: Pick<Ledger, 'add'>;
  /** The revision of the account with which it came to be owed. */
  readonly revisionOf: (key: OwedKey) => number;
}

export type TellOutcome = 'told' | 'told already';

/**
 * Puts one event on the bus, or one entry into the ledger, and strikes it off. A crash in between has it told again,
 * never not at all; however long the bus is down, nothing is given up.
 * @throws what the bus or the ledger said
 */
export const tellChange =
  ({ tellings, publishEvent, ledger, revisionOf }: TellPorts) =>
  async (key: OwedKey): Promise<TellOutcome> => {
    const telling = await tellings.read(key);
    if (telling === null) return 'told already';
    const { accountId } = key;
    const { id: _, kind: __, dueAt: at, ...told } = telling;
    if ('entry' in told) {
      await enter(ledger, accountId, told, at);
    } else {
      await publishEvent({ ...told, accountId, number: revisionOf(key), at });
    }
    await tellings.done(key);
    return 'told';
  };

async function enter(ledger: TellPorts['ledger'], accountId: string, told: Entry, at: Date): Promise<void> {
  const { entry: _, ...said } = told;
  const body = JSON.stringify({ accountId, ...said, at });
  for (const path of entryPaths(told, accountId, at)) await ledger.add(path, body);
}
