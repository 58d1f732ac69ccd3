import { type Content, mail, moment } from './mail.ts';

/** Asks the owner to confirm; nothing happens without them. */
export const confirmDeletionMail = ({ link, confirmBy }: { link: string; confirmBy: Date }): Content =>
  mail('Confirm that you want to delete your account', [
    { paragraph: 'You asked to delete your account. Nothing has happened yet: open the link and confirm it there.' },
    { button: 'Review and confirm', href: link },
    { paragraph: `The link is good until ${moment(confirmBy)}, and only for you, signed in.` },
    {
      paragraph:
        'Once you confirm, seven days pass in which everything goes on working and you can change your mind in ' +
        'Settings. Then the account and its data are gone for good.',
    },
    { small: 'If it was not you who asked, do nothing, and change your password: your account stays as it is.' },
  ]);
