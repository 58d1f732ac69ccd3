import { type Content, mail, moment } from './mail.ts';

interface AccountDeleted {
  readonly deletedAt: Date;
  readonly receiptId: string;
  /** Where the API answers, without a closing slash. */
  readonly apiUrl: string;
  readonly legalContact: string;
}

/** Tells the former owner that it is done, and where the proof of it is. */
export const accountDeletedMail = ({ deletedAt, receiptId, apiUrl, legalContact }: AccountDeleted): Content =>
  mail('Your account has been deleted', [
    { paragraph: `Your account was deleted on ${moment(deletedAt)}, as you asked. It cannot be brought back.` },
    {
      paragraph:
        'Its data has been erased, its phone numbers have been given back, and nothing runs in its name any more. ' +
        'What was used until then is still owed; records of it are kept for as long as the law asks, and no longer.',
    },
    { paragraph: 'The receipt says what was removed, what is kept, why, and until when:' },
    { button: 'Get the receipt', href: `${apiUrl}/receipts/${receiptId}` },
    {
      paragraph:
        'The receipt is signed: any tool that knows JSON Web Signatures can check it, without asking us, with the ' +
        `public keys at ${apiUrl}/.well-known/jwks.json; keep both files.`,
    },
    { small: `Questions? Write to ${legalContact}. This is the last mail about this account.` },
  ]);
