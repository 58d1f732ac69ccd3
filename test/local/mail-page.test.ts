import { expect, test } from 'vitest';
import { createMailPage, linkIn } from '../../local/mail-page.ts';
import type { Mail } from '../../local/services/sesv2.ts';

const URL = 'http://localhost:4000';
const LINK = `${URL}/account/deletion/confirm#token=abc`;
const mail = (changes: Partial<Mail>): Mail => ({
  at: '2026-03-01T12:00:00.000Z',
  to: 'ada@acme.example',
  subject: 'Hello',
  text: `Open it:\n${LINK}\n`,
  html: '',
  ...changes,
});

function setUp(mails: Mail[] = []) {
  const users = [{ userId: '<i>ada', role: 'owner', email: 'ada@acme.example' } as const];
  const pages = createMailPage({
    clock: { now: () => Date.parse('2026-03-01T12:00:00Z') },
    platform: { accounts: async () => [{ accountId: 'acme', name: 'Acme', users }] },
    mailbox: { mails: () => mails },
    url: URL,
  });
  return async (method: string, path: string) => {
    const response = await pages({ method, path, query: '', headers: {}, body: Buffer.alloc(0), ip: '127.0.0.1' });
    return { ...response, body: String(response.body) };
  };
}

test('shows who can sign in, and the mail, newest first', async () => {
  const ask = setUp([mail({ subject: 'First' }), mail({ subject: '<b>Second</b>' })]);

  const { status, body } = await ask('GET', '/_mail');

  expect(status).toBe(200);
  expect(body).toContain('&lt;i&gt;ada');
  expect(body).toContain(`<a href="${LINK}">`);
  expect(body.indexOf('&lt;b&gt;Second')).toBeLessThan(body.indexOf('First'));
  expect(body).not.toMatch(/<[ib]>/);
});

test('is a page in which nothing can run or be sent', async () => {
  const { headers, body } = await setUp([mail({})])('GET', '/_mail');

  expect(headers?.['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; .*form-action 'none'/,
  );
  expect(body).not.toMatch(/<(script|form|img|iframe|link)/);
});

test.each([
  ['GET', '/_mail/nothing', 404],
  ['POST', '/_mail', 405],
])('%s %s is %i', async (method, path, status) => {
  expect(await setUp()(method, path)).toMatchObject({ status });
});

test('finds the link of a mail', () => {
  expect(linkIn(mail({}))).toBe(LINK);
  expect(linkIn(mail({ text: 'Nothing to open.' }))).toBeUndefined();
});
