import { expect, it } from 'vitest';
import { describeInBrowser, findings, picture } from '../support/browser.ts';
import type { ScriptedAnswer } from '../support/scripted-page.ts';
import { account, asMember, awaiting, problem, purging, scheduled, words } from './fixtures.ts';
import { CONFIRM, LINK_PAGE, TOKEN, tokenFor, visits } from './visits.ts';

describeInBrowser('what the page behind the link has to say', () => {
  const visit = visits();
  const waiting = { 'GET /account': account({ deletion: awaiting() }) };

  const nothing = account();

  it.each<[string, ScriptedAnswer, ScriptedAnswer, string, RegExp]>([
    ['expired', nothing, problem(410, 'token-expired'), 'This link has expired', /good for 24 hours.*Go to Settings/],
    [
      'cancelled',
      nothing,
      problem(410, 'token-cancelled'),
      'This request was cancelled',
      /cancelled since.*Go to Settings/,
    ],
    [
      'replaced',
      waiting['GET /account'],
      problem(400, 'token-invalid'),
      'This link is no longer the newest',
      /newer mail/,
    ],
    [
      'expired-meanwhile',
      waiting['GET /account'],
      problem(410, 'token-expired'),
      'This link has expired',
      /ask for a new link/,
    ],
    [
      'not-owner-any-more',
      waiting['GET /account'],
      problem(403, 'not-owner'),
      'Only the owner can confirm this',
      /someone else/,
    ],
    ['down', waiting['GET /account'], { status: 500 }, 'Delete this account?', /Something went wrong on our side/],
    ['lost', waiting['GET /account'], { lost: true }, 'Delete this account?', /There was no answer/],
  ])('says what became of it: %s', async (name, state, answer, title, saying) => {
    const { asked, page, button } = await visit.link({ 'GET /account': state, [CONFIRM]: answer });
    expect(asked).not.toContain(CONFIRM);

    await button(/Yes, schedule|Find out/).click();
    await page.getByRole('heading', { name: title }).waitFor();

    await expect.poll(() => words(page)).toMatch(saying);
    await picture(page, `link-${name}`);
    expect(await findings(page, 'looks')).toEqual([]);
  });

  it.each<[string, ScriptedAnswer, string, string | undefined, RegExp]>([
    [
      'used',
      account({ deletion: scheduled() }),
      'This is already confirmed',
      undefined,
      /It was confirmed on .* will be deleted on/,
    ],
    ['purging', account({ deletion: purging() }), 'This account is being deleted', undefined, /cannot be stopped/],
    [
      'deleted',
      problem(410, 'account-deleted', { deletedAt: '2026-01-01T00:00:00.000Z' }),
      'This account has been deleted',
      undefined,
      /1 January 2026/,
    ],
    [
      'member',
      account({ ...asMember, deletion: awaiting() }),
      'Only the owner can confirm this',
      undefined,
      /Sign in as someone else/,
    ],
    [
      'other-account',
      account(),
      'This link belongs to another account',
      `#token=${tokenFor('acme-labs')}`,
      /You are signed in to acme/,
    ],
    ['rewritten', account(), 'This link is incomplete', `%23token=${TOKEN}`, /cut short or rewritten/],
    ['cut-short', account(), 'This link is incomplete', `#token=${TOKEN.slice(0, -1)}`, /cut short or rewritten/],
    ['grown', account(), 'This link is incomplete', `#token=${TOKEN}x`, /cut short or rewritten/],
    ['garbled', account(), 'This link is incomplete', `#token=${TOKEN.replace('-', '.')}`, /cut short or rewritten/],
    ['lost-its-end', account(), 'This link is incomplete', '', /Open it from the mail once more/],
    ['stale', account(), 'Nothing is waiting to be confirmed', undefined, /may have expired/],
  ])('says before any click: %s', async (name, state, title, fragment, saying) => {
    const { asked, page } = await visit.link({ 'GET /account': state }, fragment);
    await page.getByRole('heading', { name: title }).waitFor();

    expect(await words(page)).toMatch(saying);
    expect(page.url()).toBe(LINK_PAGE);
    expect(asked).not.toContain(CONFIRM);
    await picture(page, `link-${name}`);
    expect(await findings(page, 'looks')).toEqual([]);
  });
});
