import { type Block, type Content, mail, moment } from './mail.ts';

interface AccountDeleted {
  readonly deletedAt: Date;
  readonly receiptId: string;
  /** Where the API answers, without a closing slash. */
  readonly apiUrl: string;
  readonly legalContact: string;
  /** Until when the final export can be asked for, and by which code; neither where none was made. */
  readonly finalExportUntil?: Date | undefined;
  readonly claimCode?: string | undefined;
}

/** Tells the former owner that it is done, and where the proof of it is. */
export const accountDeletedMail = ({ deletedAt, receiptId, apiUrl, legalContact, ...last }: AccountDeleted): Content =>
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
    ...finalExport(legalContact, last),
    { small: `Questions? Write to ${legalContact}. This is the last mail about this account.` },
  ]);

function finalExport(
  legalContact: string,
  { finalExportUntil: until, claimCode }: Pick<AccountDeleted, 'finalExportUntil' | 'claimCode'>,
): Block[] {
  if (!until || !claimCode) return [];
  return [
    {
      paragraph:
        `Until ${moment(until)} you can ask for a last copy of what the account held; after that it is destroyed. ` +
        `Write to ${legalContact}, with the link to the receipt and this code, which is in no other mail:`,
    },
    { code: claimCode },
  ];
}
