import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Notices, OwedKey } from '../app/ports.ts';
import { owedSchema, partitionOf } from './stored-account.ts';

/** Notices where they are owed, in the account's partition. */
export function dynamoNotices(documents: DynamoDBDocumentClient, TableName: string): Notices {
  const at = ({ accountId, id }: OwedKey) => ({ TableName, Key: { pk: partitionOf(accountId), sk: id } });
  return {
    async take(key, now, until) {
      try {
        const { Attributes } = await documents.send(
          new UpdateCommand({
            ...at(key),
            UpdateExpression: 'SET takenUntil = :until',
            ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(takenUntil) OR takenUntil <= :now)',
            ExpressionAttributeValues: { ':until': until.toISOString(), ':now': now.toISOString() },
            ReturnValues: 'ALL_NEW',
          }),
        );
        const owed = v.parse(owedSchema, Attributes);
        return owed.kind === 'notice' ? owed : null;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return null;
        throw error;
      }
    },
    async release(key) {
      // Gone, if another has sent it since: then nothing is put back.
      await documents
        .send(
          new UpdateCommand({
            ...at(key),
            UpdateExpression: 'REMOVE takenUntil',
            ConditionExpression: 'attribute_exists(pk)',
          }),
        )
        .catch((error) => {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        });
    },
    async done(key) {
      await documents.send(new DeleteCommand(at(key)));
    },
  };
}
