import type { Page } from 'playwright-core';
import type { ScriptedAnswer } from '../support/scripted-page.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const OWNER = { sub: 'ada', email: 'ada@acme.example' };
export const MEMBER = { sub: 'ben', email: 'ben@acme.example' };

/** So many milliseconds from now. */
export const at = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

export const awaiting = (changes: object = {}) => ({
  deletionId: 'd1',
  state: 'awaiting-confirmation',
  requestedAt: at(-5 * MINUTE),
  confirmBy: at(DAY - 5 * MINUTE),
  sentTo: OWNER.email,
  delivery: 'sent',
  ...changes,
});

export const scheduled = (changes: object = {}) => ({
  deletionId: 'd1',
  state: 'scheduled',
  requestedAt: at(-26 * HOUR),
  confirmedAt: at(-25 * HOUR),
  purgeAt: at(7 * DAY - 25 * HOUR),
  ...changes,
});

export const purging = () => ({ ...scheduled(), state: 'purging', purgeAt: at(-MINUTE), startedAt: at(-MINUTE) });

/** An answer with the account. */
export const account = (changes: object = {}): ScriptedAnswer => ({
  body: {
    accountId: 'acme',
    status: 'active',
    now: at(0),
    viewer: { userId: 'ada', role: 'owner' },
    deletion: null,
    ...changes,
  },
});

export const asMember = { viewer: { userId: 'ben', role: 'member' } };

/** An answer with a problem of the API's. */
export const problem = (status: number, code: string, facts: object = {}, headers = {}): ScriptedAnswer => ({
  status,
  body: { type: `urn:account-deletion:problem:${code}`, title: code, status, detail: code, code, ...facts },
  headers,
});

export const preview = (changes: object = {}): ScriptedAnswer => ({
  body: {
    holdings: [
      { name: 'profile', outcome: 'erase', count: 1 },
      { name: 'members', outcome: 'erase', count: 3 },
      { name: 'phone-numbers', outcome: 'release', count: 3 },
      { name: 'campaigns', outcome: 'terminate', count: 3 },
      { name: 'schedules', outcome: 'terminate', count: 0 },
      { name: 'contacts', outcome: 'erase', count: 10_000, atLeast: true },
      { name: 'voice-notes', outcome: 'erase', count: 1_234 },
    ],
    retained: [
      {
        name: 'usage',
        count: 40,
        ground: 'Tax and commercial law: accounts and invoices',
        until: '2036-11-25T00:00:00.000Z',
      },
    ],
    balance: { currency: 'USD', amount: '42.17' },
    members: 2,
    lastExportAt: null,
    ...changes,
  },
});

const SHA = 'a1b2'.repeat(16);

export const preparing = (changes: object = {}) => ({
  exportId: 'e1',
  state: 'preparing',
  requestedAt: at(-MINUTE),
  ...changes,
});

/** An export that is ready, with so many archives. */
export const ready = (archives = 1, changes: object = {}) => ({
  exportId: 'e1',
  state: 'ready',
  requestedAt: at(-MINUTE),
  archives: Array.from({ length: archives }, (_, index) => ({
    name: `export-e1-${index + 1}.zip`,
    url: `http://localhost:4999/files/${index + 1}.zip?signed`,
    bytes: 12_345_678 * (index + 1),
    sha256: SHA,
  })),
  expiresAt: at(14 * MINUTE),
  availableUntil: at(7 * DAY - MINUTE),
  ...changes,
});

/** An answer with exports. */
export const exports = (...all: object[]): ScriptedAnswer => ({ body: { exports: all } });

/** The words that the page shows, as a reader takes them in. */
export async function words(page: Page): Promise<string> {
  const text: string = await page.evaluate('document.body.innerText');
  return text.replaceAll(/\s+/g, ' ');
}
