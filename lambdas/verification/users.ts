import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Look } from '../app/holding.ts';
import type { UsersSpec } from '../holdings/spec.ts';
import { rows } from './rows.ts';

const GONE = { held: 0, left: 0 };

/** How many of the account's members the pool still has; a user who is another account's by now is not counted. */
export function users(
  documents: DynamoDBDocumentClient,
  cognito: CognitoIdentityProviderClient,
  { userPoolId, userId, accountAttribute, ...place }: UsersSpec,
): Look {
  return rows(documents, place, async (member, accountId) => {
    const Username = member[userId];
    if (!Username) return GONE;
    try {
      const question = new AdminGetUserCommand({ UserPoolId: userPoolId, Username: String(Username) });
      const { UserAttributes = [] } = await cognito.send(question);
      const account = UserAttributes.find(({ Name }) => Name === accountAttribute)?.Value;
      return account === undefined || account === accountId ? { held: 1, left: 1 } : GONE;
    } catch (error) {
      if (error instanceof UserNotFoundException) return GONE;
      throw error;
    }
  });
}
