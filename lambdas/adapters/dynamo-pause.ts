import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Pause, Paused } from '../app/pause.ts';
import { BRAKE_KEY, PAUSE_KEY } from './stored-pause.ts';

/** The pause of all purges in the state table. */
export function dynamoPause(documents: DynamoDBDocumentClient, TableName: string): Pause {
  const item = async (Key: typeof PAUSE_KEY | typeof BRAKE_KEY) =>
    (await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

  async function read(): Promise<Paused | null> {
    const found = await item(PAUSE_KEY);
    return found ? { by: found.by, reason: found.reason, at: new Date(found.at) } : null;
  }

  return {
    read,
    async set({ by, reason, at }) {
      for (;;) {
        try {
          const Item = { ...PAUSE_KEY, by, reason, at: at.toISOString() };
          await documents.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
          return { by, reason, at };
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
        const inForce = await read();
        if (inForce) return inForce;
      }
    },
    async lift({ at }, brakeFrom) {
      const asRead = { ConditionExpression: '#at = :at', ExpressionAttributeNames: { '#at': 'at' } };
      const Lift = { TableName, Key: PAUSE_KEY, ...asRead, ExpressionAttributeValues: { ':at': at.toISOString() } };
      const Brake = { TableName, Item: { ...BRAKE_KEY, from: brakeFrom.toISOString() } };
      try {
        await documents.send(new TransactWriteCommand({ TransactItems: [{ Delete: Lift }, { Put: Brake }] }));
        return true;
      } catch (error) {
        if (isLiftedAlready(error)) return false;
        throw error;
      }
    },
    async brakeFrom() {
      const found = await item(BRAKE_KEY);
      return found ? new Date(found.from) : null;
    },
  };
}

const isLiftedAlready = (error: unknown): boolean =>
  error instanceof TransactionCanceledException && error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
