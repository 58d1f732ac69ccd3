import * as v from 'valibot';
import type { Clock } from '../app/ports.ts';
import type { Preview } from '../app/preview-deletion.ts';
import type { Account } from '../domain/account.ts';
import type { Session } from '../domain/session.ts';
import type { Route } from './api.ts';
import { nothing } from './body.ts';
import { accountView } from './views.ts';

type Verb = (accountId: string) => Promise<Account>;

/** Longer than any token of ours: what is longer is refused unread. */
const LONGEST_TOKEN = 1_024;
export const confirmation = v.strictObject({ token: v.pipe(v.string(), v.maxLength(LONGEST_TOKEN)) });

/** Shows the account to all its users. */
export const accountRoute = (load: Verb, clock: Clock): Route<typeof nothing> => ({
  who: 'owner or member',
  body: nothing,
  act: async (session) => accountView(await load(session.accountId), session, clock()),
});

/** Lets the owner change the account, and shows what came of it. */
export const changeRoute = (change: (session: Session) => Promise<Account>, clock: Clock): Route<typeof nothing> => ({
  who: 'owner',
  body: nothing,
  act: async (session) => accountView(await change(session), session, clock()),
});

export const previewRoute = (preview: (accountId: string) => Promise<Preview>): Route<typeof nothing> => ({
  who: 'owner',
  body: nothing,
  act: ({ accountId }) => preview(accountId),
});

export const requestRoute = (request: (session: Session) => Promise<Account>, clock: Clock): Route<typeof nothing> => ({
  who: 'owner',
  body: nothing,
  status: 202,
  act: async (session) => accountView(await request(session), session, clock()),
});

export const confirmationRoute = (
  confirm: (session: Session, token: string) => Promise<Account>,
  clock: Clock,
): Route<typeof confirmation> => ({
  who: 'owner',
  body: confirmation,
  act: async (session, { token }) => accountView(await confirm(session, token), session, clock()),
});
