import { describe, expect, it } from 'vitest';
import type { Notice } from '../../lambdas/domain/owed.ts';
import { confirmDeletionMail } from '../../lambdas/emails/confirm-deletion.ts';
import { mail } from '../../lambdas/emails/mail.ts';
import { noticeMail } from '../../lambdas/emails/notices.ts';
import { NOON } from '../support/accounts.ts';

const PLACES = {
  webOrigin: 'https://app.example.com',
  apiUrl: 'https://api.example.com',
  legalContact: 'legal@example.com',
};
const receiptId = 'r'.repeat(43);
const NOTICES: Notice[] = [
  { notice: 'deletion-scheduled', purgeAt: NOON },
  { notice: 'deletion-reminder', purgeAt: NOON },
  { notice: 'deletion-cancelled' },
  { notice: 'account-deactivated' },
  { notice: 'account-reactivated' },
  { notice: 'export-ready', availableUntil: NOON },
  { notice: 'account-deleted', deletedAt: NOON, receiptId },
];
const link = `https://app.example.com/account/deletion/confirm#token=${'t'.repeat(43)}`;
const ALL = [
  ['confirm-deletion', confirmDeletionMail({ link, confirmBy: NOON })] as const,
  ...NOTICES.flatMap((notice) =>
    (['owner', 'members'] as const).map(
      (audience) => [`${notice.notice} to ${audience}`, noticeMail({ ...notice, audience }, PLACES)] as const,
    ),
  ),
];

describe.each(ALL)('the mail %s', (_, { subject, text, html }) => {
  it('says the same as text and as HTML, and is small enough not to be cut', () => {
    const words = html.replace(/<style>[\s\S]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ');

    for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('https:')))
      expect(words).toContain(line.replace(/:$/, '').replace(/&/g, '&amp;'));
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
    expect(subject.length).toBeLessThan(78);
  });

  it('loads nothing, runs nothing, and leads nowhere but to the page and the receipt', () => {
    expect(html).not.toMatch(/<img|<script|<link|url\(|src=/);
    for (const [, href] of html.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^https:\/\/(app|api)\.example\.com\//);
  });
});

it('tells the former owner where the receipt is, and how it is checked', () => {
  const { html, text } = noticeMail(
    { notice: 'account-deleted', deletedAt: NOON, receiptId, audience: 'owner' },
    PLACES,
  );

  expect(text).toContain(`Get the receipt:\nhttps://api.example.com/receipts/${receiptId}\n`);
  expect(html).toContain(`href="https://api.example.com/receipts/${receiptId}"`);
  expect(text).toContain(
    'can check it, without asking us, with the public keys at https://api.example.com/.well-known/',
  );
});

it('tells that an export is ready, until when, and leads to Settings and nowhere else', () => {
  const { html, text } = noticeMail({ notice: 'export-ready', availableUntil: NOON, audience: 'owner' }, PLACES);

  expect(text).toContain('You can download it in Settings until 1 Mar 2026 at 12:00 UTC');
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['https://app.example.com/']);
});

it('tells how a last copy is asked for, and until when, only where there is one', () => {
  const deleted = { notice: 'account-deleted', deletedAt: NOON, receiptId, audience: 'owner' } as const;
  const { html, text } = noticeMail({ ...deleted, finalExportUntil: NOON }, PLACES, '0123-4567-89AB-CDEF');

  expect(text).toContain('Until 1 Mar 2026 at 12:00 UTC you can ask for a last copy');
  expect(text).toContain('Write to legal@example.com, with the link to the receipt and this code');
  expect(text).toContain('\n\n0123-4567-89AB-CDEF\n');
  expect(html).toContain('>0123-4567-89AB-CDEF<');
  expect(noticeMail(deleted, PLACES).text).not.toContain('last copy');
});

it('escapes what it is given', () => {
  const { html, text } = mail('A & B', [{ paragraph: '<b onclick="x">Ada\'s</b>' }]);

  expect(html).toContain('&lt;b onclick=&quot;x&quot;&gt;Ada&#39;s&lt;/b&gt;');
  expect(text).toContain('<b onclick="x">Ada\'s</b>');
});
