import type { Script } from '../support/scripted-page.ts';
import {
  account,
  asMember,
  at,
  awaiting,
  DAY,
  exports,
  HOUR,
  MEMBER,
  preparing,
  preview,
  problem,
  purging,
  ready,
  scheduled,
} from './fixtures.ts';
import { TOKEN } from './visits.ts';

export interface State {
  readonly name: string;
  readonly script: Script;
  /** Claims of whoever is signed in; null for nobody. @default the owner */
  readonly who?: object | null;
  readonly path?: string;
  /** A button to press first. */
  readonly press?: string;
  /** What the page has to say. */
  readonly says: readonly (string | RegExp)[];
  readonly hasNoButton?: RegExp;
}

const LINK = `/account/deletion/confirm#token=${TOKEN}`;
const deletion = (deletion: object, more: object = {}): Script => ({ 'GET /account': account({ deletion, ...more }) });
const deleted = (facts = {}) =>
  problem(410, 'account-deleted', { deletedAt: at(-DAY), legalContact: 'legal@example.com', ...facts });

const copies = (...all: object[]): Script => ({ 'GET /account': account(), 'GET /account/exports': exports(...all) });

const CHANGES = /deactivate|reactivate|review|keep|cancel|send again|prepare/i;

/** Everything that the page can be found at. */
export const STATES: readonly State[] = [
  { name: 'signed-out', script: {}, who: null, says: ['Sign in to see your account'] },
  {
    name: 'active',
    script: { 'GET /account': account() },
    says: ['Active', 'acme', 'Owner', 'Deactivate', 'Delete the account'],
  },
  {
    name: 'active-member',
    script: { 'GET /account': account(asMember) },
    who: MEMBER,
    says: ['Active', 'Member', 'Only its owner can deactivate it or delete it'],
    hasNoButton: CHANGES,
  },
  {
    name: 'deactivated',
    script: { 'GET /account': account({ status: 'deactivated' }) },
    says: ['The account is deactivated', 'Reactivate', 'Everything is kept'],
  },
  {
    name: 'deactivated-member',
    script: { 'GET /account': account({ status: 'deactivated', ...asMember }) },
    who: MEMBER,
    says: ['The owner has paused this account'],
    hasNoButton: CHANGES,
  },
  {
    name: 'preview',
    script: { 'GET /account': account(), 'GET /account/deletion/preview': preview() },
    press: 'Review what would be deleted',
    says: [
      /Erased.*Profile 1.*Members 3.*Contacts 10,000\+.*Voice notes 1,234/,
      /Given back to the carrier Phone numbers 3/,
      /Stopped, then erased Campaigns 3 Schedules none/,
      /Kept Usage and invoices 40 Tax and commercial law: accounts and invoices\. Kept .* until 25 November 2036/,
      'US$42.17 is unpaid',
      '2 other people lose access',
      'type ada@acme.example',
      /No copy of your data has been made yet.*Take your data with you/,
    ],
  },
  {
    name: 'preview-of-one',
    script: {
      'GET /account': account(),
      'GET /account/deletion/preview': preview({
        members: 0,
        balance: { currency: 'EUR', amount: '0.00' },
        retained: [],
        lastExportAt: '2026-11-20T12:00:00.000Z',
      }),
    },
    press: 'Review what would be deleted',
    says: ['Nobody else uses this account', 'Nothing is unpaid', 'was made on 20 November 2026'],
  },
  {
    name: 'export-none',
    script: copies(),
    says: ['Take your data with you', 'Prepare a copy'],
  },
  {
    name: 'export-preparing',
    script: copies(preparing()),
    says: ['A copy is being prepared', 'You need not wait here'],
    hasNoButton: /prepare/i,
  },
  {
    name: 'export-ready',
    script: copies(ready()),
    says: [/Copy of .* It can be downloaded until/, 'Download (12.3 MB)', 'SHA-256 checksums', 'Prepare a new copy'],
  },
  {
    name: 'export-several',
    script: copies(preparing({ exportId: 'e3' }), ready(3, { exportId: 'e2' }), ready(1, { requestedAt: at(-HOUR) })),
    says: [
      'Download part 3 of 3 (37 MB)',
      'all of them together are the whole',
      'Earlier copies (1)',
      'A copy is being prepared',
    ],
  },
  {
    name: 'export-failed',
    script: copies(preparing({ state: 'failed' }), ready(1, { exportId: 'e0' })),
    says: ['A copy could not be prepared', 'Try again', 'Download (12.3 MB)'],
  },
  {
    name: 'export-unknown',
    script: { 'GET /account': account(), 'GET /account/exports': { status: 500 } },
    says: ['Something went wrong on our side', 'Try again', 'Delete the account'],
  },
  {
    name: 'waiting',
    script: deletion(awaiting()),
    says: [
      'Check your mail',
      'ada@acme.example',
      /The link works until .* \(23 hours, 5\d minutes left\)/,
      'Send again',
      'Cancel the request',
    ],
  },
  {
    name: 'waiting-failed',
    script: deletion(awaiting({ delivery: 'failed' })),
    says: ['We could not deliver', 'The mail could not be sent'],
  },
  {
    name: 'waiting-bounced',
    script: deletion(awaiting({ delivery: 'bounced' })),
    says: ['could not be delivered to this address', 'Check the address'],
  },
  {
    name: 'waiting-complained',
    script: deletion(awaiting({ delivery: 'complained' })),
    says: ['reported as unwanted'],
  },
  {
    name: 'waiting-member',
    script: deletion(awaiting({ sentTo: undefined, delivery: undefined }), asMember),
    who: MEMBER,
    says: ['The owner has asked for a deletion', 'has not confirmed it yet'],
    hasNoButton: CHANGES,
  },
  {
    name: 'grace',
    script: deletion(scheduled({ purgeAt: '2099-07-01T12:00:00.000Z' })),
    says: [
      'This account will be deleted',
      /Wednesday,? 1 July 2099 at 14:00 CEST/,
      'Keep my account',
      /day.*hour.*minute.*second/,
      /Take your data with you.*no copy can be made here any more.*Prepare a copy/,
    ],
  },
  {
    name: 'grace-deactivated',
    script: deletion(scheduled(), { status: 'deactivated' }),
    says: [
      'Deactivated',
      'Deletion scheduled',
      /5 days 22 hours 59 minutes \d+ seconds?/,
      'This does not stop the deletion',
    ],
  },
  {
    name: 'grace-member',
    script: deletion(scheduled(), asMember),
    who: MEMBER,
    says: ['This account will be deleted', 'Only the owner can stop it'],
    hasNoButton: CHANGES,
  },
  {
    name: 'purging',
    script: deletion(purging()),
    says: ['This account is being deleted', 'cannot be stopped any more'],
    hasNoButton: CHANGES,
  },
  {
    name: 'deleted',
    script: { 'GET /account': deleted() },
    says: ['This account has been deleted', 'It was deleted on', 'legal@example.com'],
    hasNoButton: CHANGES,
  },
  {
    name: 'deleted-with-export',
    script: { 'GET /account': deleted({ finalExportUntil: '2099-08-01T12:00:00.000Z' }) },
    says: ['A sealed copy of the data is kept until 1 August 2099'],
  },
  {
    name: 'no-account',
    script: { 'GET /account': problem(403, 'not-owner') },
    says: ['No account belongs to this sign-in', 'Sign in as someone else'],
  },
  {
    name: 'down',
    script: { 'GET /account': { status: 503, body: { message: 'x' } } },
    says: ['cannot be shown just now', 'Try again'],
  },
  { name: 'link-signed-out', script: {}, who: null, path: LINK, says: ['Sign in to go on', 'has changed nothing'] },
  {
    name: 'link-offer',
    script: deletion(awaiting()),
    path: LINK,
    says: [
      'Delete this account?',
      'acme',
      'Opening this page has changed nothing',
      /\d{4} at \d\d:\d\d/,
      'Yes, schedule the deletion',
    ],
  },
];
