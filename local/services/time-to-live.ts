import type { LocalClock } from '../clock.ts';
import type { LocalTable } from '../template.ts';
import { AwsError } from '../wire.ts';
import type { EngineClient } from './engine-client.ts';

const DAY = 24 * 60 * 60 * 1000;

type Item = Record<string, unknown>;
type Page = { Items?: Item[]; LastEvaluatedKey?: Item };

/**
 * Sweeps expired items by the local clock, once a day and not before they are a day old: DynamoDB itself says no
 * more than that they are gone within a few days.
 */
export function sweepExpired(
  clock: LocalClock,
  engine: EngineClient,
  tables: readonly LocalTable[],
  onWrite: () => void,
): void {
  for (const table of tables) {
    if (table.ttlAttribute) clock.every(DAY, 'time to live', table.name, () => sweep(table, table.ttlAttribute!));
  }

  async function sweep({ name, create }: LocalTable, attribute: string): Promise<void> {
    const keys = (create.KeySchema as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName);
    const expired = {
      TableName: name,
      ExpressionAttributeNames: { '#expires': attribute },
      ExpressionAttributeValues: { ':then': { N: String(Math.floor((clock.now() - DAY) / 1000)) } },
    };
    let from: Item | undefined;
    do {
      const page: Page = await engine.call('Scan', {
        ...expired,
        FilterExpression: '#expires < :then',
        ...(from && { ExclusiveStartKey: from }),
      });
      for (const item of page.Items ?? []) {
        const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
        await remove({ ...expired, Key, ConditionExpression: '#expires < :then' });
      }
      from = page.LastEvaluatedKey;
    } while (from);
  }

  async function remove(input: object): Promise<void> {
    try {
      await engine.call('DeleteItem', input);
      onWrite();
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ConditionalCheckFailedException')) throw error;
    }
  }
}
