import { type Account, type Delivery, isIn } from './account.ts';

/** What the mail service tells of a confirmation mail after it has taken it. */
export interface Undelivered {
  readonly deletionId: string;
  readonly delivery: Exclude<Delivery, 'sent'>;
  /** The addresses that it is about. */
  readonly addresses: readonly string[];
}

/** Notes that a link did not arrive; word of an older link, or of another address, changes nothing. */
export function undelivered(account: Account, { deletionId, delivery, addresses }: Undelivered): Account {
  if (!isIn(account, 'awaiting-confirmation')) return account;
  const { deletion } = account;
  const { mail } = deletion;
  if (deletion.deletionId !== deletionId || !mail || !addresses.includes(mail.sentTo)) return account;
  return mail.delivery === delivery ? account : { ...account, deletion: { ...deletion, mail: { ...mail, delivery } } };
}
