/** Who can sign in. */
export interface User {
  readonly userId: string;
  readonly accountId: string;
  readonly role: 'owner' | 'member';
  readonly email: string;
}

/** What a token says of its user, under the names that Amazon Cognito uses. */
export const claimsOf = ({ email, accountId, role }: User) => ({
  email,
  email_verified: true,
  'custom:account_id': accountId,
  'custom:account_role': role,
});

/** How long a token is good for, in seconds. */
export const TOKEN_LIFE = 3600;
