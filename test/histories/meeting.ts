import type { Accounts, Notices } from '../../lambdas/app/ports.ts';
import type { Account } from '../../lambdas/domain/account.ts';
import type { OwedNotice } from '../../lambdas/domain/owed.ts';
import type { Slot } from './turns.ts';
import type { World } from './world.ts';

/** Where the processes of one history meet; each history has a world of its own. */
export interface Meeting {
  world: World;
  /** Hears of each decision on an account. */
  decided(here: Here, accountId: string, decision: Decision): void;
  /** Hears of each notice that is taken to be sent. */
  took(accountId: string, notice: OwedNotice): void;
}

/** What is known of a process besides what it runs. */
export interface Here extends Slot {
  /** What its clock said last, milliseconds. */
  read: number;
  /** The revision of the account that it loaded last. */
  loaded: number;
  /** Whose account it is asked about, and what it has made for a request. */
  asks: string;
  token: string;
  newId: string;
}

/** What a verb decided on an account, at which revision and by which clock, and what came of it. */
export interface Decision {
  readonly rev: number;
  readonly at: number;
  /** Whether the account as it was loaded still had the address of a request. */
  readonly hadMail: boolean;
  /** `paused`: it would have been saved, but that all purges are paused. */
  readonly outcome: 'saved' | 'same' | 'refused' | 'paused';
  readonly result: Account | null;
}

/** Accounts, with all that is decided on them told. */
export function heardAccounts(accounts: Accounts, here: Here, meeting: Meeting): Accounts {
  return {
    ...accounts,
    async load(accountId) {
      const account = await accounts.load(accountId);
      here.loaded = account.rev;
      return account;
    },
    async change(accountId, decide, known, when) {
      let last: Omit<Decision, 'at' | 'result'> | undefined;
      const heard = (account: Account) => {
        last = { rev: account.rev, hadMail: hasMail(account), outcome: 'refused' };
        const decided = decide(account);
        last = { ...last, outcome: decided === account ? 'same' : 'saved' };
        return decided as Awaited<ReturnType<typeof decide>>;
      };
      try {
        const result = await accounts.change(accountId, heard, known, when);
        const { rev, outcome } = last!;
        const isPaused = outcome === 'saved' && result.rev === rev;
        meeting.decided(here, accountId, { ...last!, ...(isPaused && { outcome: 'paused' }), at: here.read, result });
        return result;
      } catch (error) {
        if (last?.outcome === 'refused') meeting.decided(here, accountId, { ...last, at: here.read, result: null });
        throw error;
      }
    },
  };
}

const hasMail = (account: Account): boolean =>
  account.status !== 'deleted' &&
  account.deletion?.state === 'awaiting-confirmation' &&
  account.deletion.mail !== undefined;

/** Notices, with each that is taken told. */
export const heardNotices = (notices: Notices, meeting: Meeting): Notices => ({
  ...notices,
  async take(key, now, until) {
    const taken = await notices.take(key, now, until);
    if (taken) meeting.took(key.accountId, taken.notice);
    return taken;
  },
});
