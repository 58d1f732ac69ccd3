import { DeleteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import { dynamoDueItems } from '../../lambdas/adapters/dynamo-due-items.ts';
import { dynamoNotices } from '../../lambdas/adapters/dynamo-notices.ts';
import { dynamoPause } from '../../lambdas/adapters/dynamo-pause.ts';
import { dynamoTellings } from '../../lambdas/adapters/dynamo-tellings.ts';
import { partitionOf } from '../../lambdas/adapters/stored-account.ts';
import { memoryTable } from '../support/memory-table.ts';
import type { Store } from './lab.ts';
import { FIRST, SECOND } from './world.ts';

/** Histories over a table in memory. */
export function memoryStore(): Store {
  const table = memoryTable();
  const { accounts } = table.view();
  return {
    view: (turn) => table.view(turn),
    underWay: () => 0,
    dropRequest: async (accountId) => table.dropRequest(accountId),
    text: async (accountId) => JSON.stringify(table.stored(accountId)),
    load: (accountId) => accounts.load(accountId),
    clear: async () => table.clear(),
    pause: table.pause,
  };
}

/** Histories over DynamoDB, as the functions use it; each call of theirs can be held. */
export function engineStore(documents: () => DynamoDBDocumentClient, TableName: string, index: string): Store {
  let underWay = 0;
  const held = (turn: () => Promise<void>): DynamoDBDocumentClient => {
    const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
      await turn();
      underWay++;
      try {
        return await documents().send(command);
      } finally {
        underWay--;
      }
    };
    return Object.assign(Object.create(DynamoDBDocumentClient.prototype), { send });
  };
  const own = held(async () => {});
  const items = async (accountId: string) => {
    const { Items = [] } = await own.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitionOf(accountId) },
      }),
    );
    return Items;
  };
  const remove = async (pk: string, sk: string) => {
    await own.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
  };
  return {
    view(turn) {
      const client = held(turn);
      return {
        accounts: dynamoAccounts(client, TableName),
        notices: dynamoNotices(client, TableName),
        tellings: dynamoTellings(client, TableName),
        due: dynamoDueItems(client, TableName, index),
      };
    },
    underWay: () => underWay,
    dropRequest: (accountId) => remove(partitionOf(accountId), 'REQUEST'),
    text: async (accountId) => JSON.stringify(await items(accountId)),
    load: (accountId) => dynamoAccounts(own, TableName).load(accountId),
    pause: dynamoPause(own, TableName),
    async clear() {
      for (const { pk, sk } of (await Promise.all([FIRST, SECOND].map(items))).flat()) await remove(pk, sk);
    },
  };
}
