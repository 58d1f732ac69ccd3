import { createHash } from 'node:crypto';
import type { LocalAccount, Platform } from './platform.ts';
import type { HttpHandler, HttpResponse } from './server.ts';
import type { Mail, Mailbox } from './services/sesv2.ts';

export interface PageOptions {
  readonly clock: { now(): number };
  readonly platform: Pick<Platform, 'accounts'>;
  readonly mailbox: Pick<Mailbox, 'mails'>;
  readonly url: string;
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 2rem 1rem; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: 0; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
pre { padding: 0.75rem 1rem; border: 1px solid #8886; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.25rem 1rem 0.25rem 0; vertical-align: top; }
.quiet { opacity: 0.75; }
a { overflow-wrap: anywhere; }
`;

/** Nothing is loaded and nothing runs: the page can only be read. */
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The pages that stand in for the settings page: what runs and the mail, and where the mailed links lead. */
export function createPages({ clock, platform, mailbox, url }: PageOptions): HttpHandler {
  return async ({ method, path }) => {
    if (method !== 'GET' && method !== 'HEAD') return page(405, 'Only to be read', '<p>Use GET.</p>');
    if (path === '/account/deletion/confirm') return page(200, 'Confirm a deletion', confirming(url));
    if (path !== '/') return page(404, 'Nothing here', '<p><a href="/">What runs here</a></p>');
    const moment = new Date(clock.now()).toISOString();
    const body = [running(url, moment), people(url, await platform.accounts()), letters(mailbox.mails())].join('\n');
    return page(200, 'Account Deletion', body);
  };
}

const page = (status: number, title: string, body: string): HttpResponse => ({
  status,
  headers: HEADERS,
  body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`,
});

const running = (url: string, moment: string): string => `
<p>The whole system runs on this machine. Its clock says <time>${moment}</time>.</p>
<table>
<tr><th scope="row">API</th><td><code>${escaped(url)}/api</code></td></tr>
<tr><th scope="row">Steering</th><td><a href="/_local">/_local</a>, <a href="/_local/mail">mail</a>, <a href="/_local/carrier">carrier</a></td></tr>
</table>`;

const people = (url: string, accounts: readonly LocalAccount[]): string => `
<h2>Accounts</h2>
<table>
<tr><th scope="col">Account</th><th scope="col">User</th><th scope="col">Role</th><th scope="col">Mail</th></tr>
${accounts.flatMap(rows).join('\n')}
</table>
<p>A session for a user, good for an hour:</p>
<pre>curl ${escaped(url)}/_local/token -d '{"userId":"…"}'</pre>`;

const rows = ({ accountId, users }: LocalAccount): string[] =>
  users.map(({ userId, role, email }) => {
    const cells = [accountId, userId, role, email].map((cell) => `<td>${escaped(cell)}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });

const letters = (mails: readonly Mail[]): string => `
<h2>Mail</h2>
${mails.length === 0 ? '<p class="quiet">None yet.</p>' : mails.toReversed().map(letter).join('\n')}`;

function letter(mail: Mail): string {
  const link = linkIn(mail);
  return `<h3>${escaped(mail.subject)}</h3>
<p class="quiet">To ${escaped(mail.to)}, <time>${escaped(mail.at)}</time></p>
${link ? `<p><a href="${escaped(link)}">${escaped(link)}</a></p>` : ''}
<details><summary>Read it</summary><pre>${escaped(mail.text)}</pre></details>`;
}

/** The first link of a mail, if it has one. */
export const linkIn = ({ text }: Pick<Mail, 'text'>): string | undefined => /https?:\/\/[^\s<>"]+/.exec(text)?.[0];

/** Where mailed links lead until the settings page is there: whoever opens it, nothing happens. */
const confirming = (url: string): string => `
<p>Opening this page has changed nothing. To confirm the deletion, its owner sends the token, which stands behind
<code>#token=</code> in this page's address, together with a session:</p>
<pre>curl ${escaped(url)}/api/account/deletion/confirmation \\
  -H 'authorization: Bearer SESSION' -H 'content-type: application/json' \\
  -d '{"token":"TOKEN"}'</pre>
<p>A session comes from <code>POST /_local/token</code>; see <a href="/">what runs here</a>.</p>`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
