import { type Content, mail, moment } from './mail.ts';

/** Tells the former owner that it is done. */
export const accountDeletedMail = ({ deletedAt, legalContact }: { deletedAt: Date; legalContact: string }): Content =>
  mail('Your account has been deleted', [
    { paragraph: `Your account was deleted on ${moment(deletedAt)}, as you asked. It cannot be brought back.` },
    {
      paragraph:
        'Its data has been erased, its phone numbers have been given back, and nothing runs in its name any more. ' +
        'What was used until then is still owed; records of it are kept for as long as the law asks, and no longer.',
    },
    { small: `Questions? Write to ${legalContact}. This is the last mail about this account.` },
  ]);
