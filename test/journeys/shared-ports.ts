import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { finalExportPath } from '../../lambdas/app/final-export.ts';
import type { Found, Holding } from '../../lambdas/app/holding.ts';
import type { Clock, Ledger } from '../../lambdas/app/ports.ts';
import { receipts } from '../../lambdas/app/receipts.ts';
import { verifyDeletion } from '../../lambdas/app/verify-deletion.ts';

let last = 0;

/** What processes share beside the state table: one table of things, each of which counts what was done to it. */
export function sharedPorts(documents: DynamoDBDocumentClient, TableName: string, clock: Clock) {
  const add = async (pk: string, sk: string, body: string): Promise<void> => {
    const item = { TableName, Item: { pk, sk, body }, ConditionExpression: 'attribute_not_exists(pk)' };
    await documents.send(new PutCommand(item)).catch((error: Error) => {
      if (error.name !== 'ConditionalCheckFailedException') throw error;
    });
  };
  const below = async (pk: string, sk: string) => {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      }),
    );
    return Items;
  };
  const ledger: Ledger = {
    add: (path, body) => add('LEDGER', path, body),
    read: async (path) => (await below('LEDGER', path)).find(({ sk }) => sk === path)?.body ?? null,
    below: async (path) => (await below('LEDGER', path)).map(({ sk }) => sk),
  };
  /** One number: it is given back by a write that holds only while it is there, and counts. */
  const release = async (accountId: string): Promise<number> => {
    try {
      await documents.send(
        new UpdateCommand({
          TableName,
          Key: { pk: accountId, sk: 'number' },
          UpdateExpression: 'ADD released :one',
          ConditionExpression: 'attribute_not_exists(released)',
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
      return 1;
    } catch (error) {
      if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
      return 0;
    }
  };
  const numbers: Holding = {
    name: 'numbers',
    outcome: 'release',
    count: async () => ({ count: 1 }),
    async *export() {},
    suspend: async () => {},
    resume: async () => {},
    erase: async (accountId) => ({ erased: await release(accountId) }),
  };
  const look = async (accountId: string): Promise<Found> => {
    const left = (await below(accountId, 'number')).length > 0 ? 0 : 1;
    return { held: left, left };
  };
  return {
    holdings: [numbers],
    verify: verifyDeletion(new Map([['numbers', look]]), clock, () => {}),
    members: { ownerAddress: async () => null, async *others() {} },
    /** Nobody's execution has ended while the races go on. */
    hasEnded: async () => false,
    ledger,
    receipts: receipts({ signer: { keyId: 'key-1', sign: async () => new Uint8Array(64) }, ledger }),
    finalExports: {
      async start({ deletionId, receiptId }: { deletionId: string; receiptId: string }) {
        await ledger.add(finalExportPath(deletionId), JSON.stringify({ receiptId, archives: [] }));
        return 'arn:export';
      },
      keepUntil: async () => {},
      destroy: async () => {},
    },
    newToken: () => `${process.pid}-${++last}`.padStart(43, '0'),
  };
}
