import { type LivingAccount, living } from '../lambdas/domain/account.ts';
import { Refused } from '../lambdas/domain/refused.ts';
import type { System } from './system.ts';
import type { Told } from './verb.ts';

/**
 * The address of an account's owner, null where the members list knows none. To the service a mistyped id is an account
 * like any other: here one of which there is no trace is refused.
 * @throws Fault `account-deleted`; Refused `unknown-account`
 */
export async function ownerAddressOf({ accounts, members }: System, accountId: string): Promise<string | null> {
  const [account, owner] = await Promise.all([accounts.load(accountId), members.ownerAddress(accountId)]);
  if (living(account).rev === 0 && owner === null)
    throw new Refused('unknown-account', `Nobody knows an account ${accountId}.`);
  return owner;
}

/** What is told of an account that was changed. */
export const changed = ({ accountId, rev, deletion, hold }: LivingAccount, text: string): Told => ({
  text: `${accountId}: ${text}`,
  data: { accountId, rev, deletion: deletion && withoutAddresses(deletion), hold: hold ?? null },
});

/** A deletion without what is personal in it. */
export function withoutAddresses(deletion: NonNullable<LivingAccount['deletion']>): object {
  if (deletion.state === 'awaiting-confirmation') {
    const { mail, ...rest } = deletion;
    return { ...rest, ...(mail && { delivery: mail.delivery }) };
  }
  const { addresses, ...rest } = deletion;
  return { ...rest, addresses: addresses.length };
}

/** A moment as an operator reads it. */
export const said = (moment: Date): string => `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
