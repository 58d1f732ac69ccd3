import { createHash } from 'node:crypto';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** Hexadecimal digits of a session's hash: enough to tell people apart by. */
const DIGITS = 16;

/**
 * The id of who calls, as it goes into the ledger. A user's is the principal's id. A role's sessions are told apart by a
 * hash, for their names are often addresses, and the ledger stays free of those: `AROA….<hash>`, of the whole `UserId`.
 */
export async function principal(): Promise<string> {
  const { UserId } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  if (!UserId) throw new Error('STS does not say who calls.');
  return principalOf(UserId);
}

/** The same, from what STS says. */
export function principalOf(userId: string): string {
  const [id, ...session] = userId.split(':');
  if (session.length === 0) return id!;
  return `${id}.${createHash('sha256').update(userId).digest('hex').slice(0, DIGITS)}`;
}
