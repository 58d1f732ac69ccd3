import { DeleteCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { OwedKey, Tellings } from '../app/ports.ts';
import { partitionOf } from './stored-account.ts';
import { tellingSchema } from './stored-owed.ts';

/** Events and ledger entries where they are owed, in the account's partition. */
export function dynamoTellings(documents: DynamoDBDocumentClient, TableName: string): Tellings {
  const at = ({ accountId, id }: OwedKey) => ({ TableName, Key: { pk: partitionOf(accountId), sk: id } });
  return {
    async read(key) {
      const { Item } = await documents.send(new GetCommand({ ...at(key), ConsistentRead: true }));
      return Item === undefined ? null : v.parse(tellingSchema, Item);
    },
    async done(key) {
      await documents.send(new DeleteCommand(at(key)));
    },
  };
}
