import type { OwedKey } from '../app/ports.ts';
import { partitionOf } from './stored-account.ts';

/** Owed items as the table's stream tells of them: whoever reads the stream understands it. */
export const owedRecords = (keys: readonly OwedKey[]) => ({
  Records: keys.map(({ accountId, id }) => ({
    eventName: 'INSERT',
    dynamodb: { Keys: { pk: { S: partitionOf(accountId) }, sk: { S: id } } },
  })),
});
