import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Notices, OwedKey } from '../app/ports.ts';
import { partitionOf } from './stored-account.ts';
import { noticeSchema } from './stored-owed.ts';

/** Notices where they are owed, in the account's partition. */
export function dynamoNotices(documents: DynamoDBDocumentClient, TableName: string): Notices {
  const at = ({ accountId, id }: OwedKey) => ({ TableName, Key: { pk: partitionOf(accountId), sk: id } });
  const named = { ExpressionAttributeNames: { '#cursor': 'cursor' } };
  /** Updates a notice that is there; one that is gone, or was replaced, is not put back. */
  const update = async (key: OwedKey, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>): Promise<boolean> => {
    try {
      const ConditionExpression = 'attribute_exists(pk)';
      await documents.send(new UpdateCommand({ ...at(key), ConditionExpression, ...input }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  return {
    async take(key, now, until) {
      try {
        const { Attributes } = await documents.send(
          new UpdateCommand({
            ...at(key),
            UpdateExpression: 'SET takenUntil = :until',
            ConditionExpression: 'dueAt <= :now AND (attribute_not_exists(takenUntil) OR takenUntil <= :now)',
            ExpressionAttributeValues: { ':until': until.toISOString(), ':now': now.toISOString() },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return { notice: v.parse(noticeSchema, Attributes), cursor: Attributes?.cursor };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return null;
        throw error;
      }
    },
    told: (key, cursor) =>
      update(key, {
        UpdateExpression: 'SET #cursor = :cursor',
        ...named,
        ExpressionAttributeValues: { ':cursor': cursor },
      }),
    async release(key) {
      await update(key, { UpdateExpression: 'REMOVE takenUntil' });
    },
    async done(key) {
      await documents.send(new DeleteCommand(at(key)));
    },
  };
}
