import type { Notice } from '../domain/owed.ts';
import { accountDeletedMail } from './account-deleted.ts';
import { type Block, type Content, mail, moment } from './mail.ts';

/** Where the mails lead. */
export interface Places {
  /** Origin of the settings page. */
  readonly webOrigin: string;
  /** Where the API answers, without a closing slash. */
  readonly apiUrl: string;
  readonly legalContact: string;
}

/** The mail of a notice. `claimCode`: for one that tells of a final export. */
export function noticeMail(
  notice: Notice & { readonly audience: 'owner' | 'members' },
  places: Places,
  claimCode?: string,
): Content {
  const toOwner = notice.audience === 'owner';
  const settings: Block = { button: 'Open Settings', href: `${places.webOrigin}/` };
  const whoCan = toOwner
    ? 'Until then everything goes on working, and you can cancel in Settings with one click.'
    : 'Until then everything goes on working, and the owner of the account can cancel in Settings.';
  const notYou: Block = { small: 'If it was not you, sign in, look at Settings, and change your password.' };
  switch (notice.notice) {
    case 'deletion-scheduled':
      return mail('Your account is going to be deleted', [
        { paragraph: `The account and its data will be deleted on ${moment(notice.purgeAt)}, for good.` },
        { paragraph: whoCan },
        settings,
        ...(toOwner ? [notYou] : []),
      ]);
    case 'deletion-reminder':
      return mail('Your account will be deleted tomorrow', [
        {
          paragraph: `This is a reminder: on ${moment(notice.purgeAt)} the account and its data are deleted for good.`,
        },
        { paragraph: whoCan },
        settings,
      ]);
    case 'deletion-cancelled':
      return mail('The deletion of your account is cancelled', [
        {
          paragraph: 'Nothing will be deleted, and the account goes on as ever. Links in earlier mails no longer work.',
        },
        ...(toOwner ? [settings, notYou] : []),
      ]);
    case 'account-deactivated':
      return mail('Your account is deactivated', [
        { paragraph: 'Campaigns and schedules have stopped, and numbers no longer answer. Nothing has been deleted.' },
        { paragraph: 'You can reactivate it in Settings at any time: what was stopped runs again.' },
        settings,
        notYou,
      ]);
    case 'account-reactivated':
      return mail('Your account is active again', [
        { paragraph: 'What was stopped when the account was deactivated runs again.' },
        settings,
        notYou,
      ]);
    case 'export-ready':
      return mail('Your data is ready to download', [
        { paragraph: 'The copy of your account’s data that you asked for is ready.' },
        { paragraph: `You can download it in Settings until ${moment(notice.availableUntil)}; then it is removed.` },
        settings,
        notYou,
      ]);
    case 'account-deleted':
      return accountDeletedMail({ ...notice, ...places, claimCode });
  }
}
