import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { accountIdOf } from '../adapters/stored-account.ts';
import type { OwedKey } from '../app/ports.ts';

/** What stream and sweep say alike: the keys of owed items. */
type OwedRecord = Pick<DynamoDBRecord, 'dynamodb'>;

/**
 * The handler of a reader of the table's stream. One record that fails holds up none of the others; it is told
 * back, and comes again.
 */
export const owedRecords =
  (act: (key: OwedKey) => Promise<unknown>) =>
  async ({ Records }: Pick<DynamoDBStreamEvent, 'Records'>): Promise<DynamoDBBatchResponse> => {
    const failed: string[] = [];
    for (const record of Records) {
      const key = keyOf(record);
      try {
        // What was given up is worth a line: an alarm counts them.
        if ((await act(key)) === 'dropped') console.error({ ...key, dropped: 'too old' });
      } catch (error) {
        console.error({ ...key, error: (error as Error).name });
        failed.push(record.dynamodb?.SequenceNumber ?? '');
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };

const keyOf = ({ dynamodb }: OwedRecord): OwedKey => ({
  accountId: accountIdOf(dynamodb?.Keys?.pk?.S ?? ''),
  id: dynamodb?.Keys?.sk?.S ?? '',
});
