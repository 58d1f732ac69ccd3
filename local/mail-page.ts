import { escaped, page } from './html.ts';
import type { LocalAccount, Platform } from './platform.ts';
import type { HttpHandler } from './server.ts';
import type { Mail, Mailbox } from './services/sesv2.ts';

export interface MailPageOptions {
  readonly clock: { now(): number };
  readonly platform: Pick<Platform, 'accounts'>;
  readonly mailbox: Pick<Mailbox, 'mails'>;
  /** The local run's own URL, without a closing slash. */
  readonly url: string;
}

/** The page for who tries the local run: what runs, who can sign in, and the mail that was sent. */
export function createMailPage({ clock, platform, mailbox, url }: MailPageOptions): HttpHandler {
  return async ({ method, path }) => {
    if (method !== 'GET' && method !== 'HEAD')
      return page({ status: 405, title: 'Only to be read', body: '<p>Use GET.</p>' });
    if (path !== '/_mail')
      return page({ status: 404, title: 'Nothing here', body: '<p><a href="/_mail">What runs here</a></p>' });
    const moment = new Date(clock.now()).toISOString();
    const body = [running(url, moment), letters(mailbox.mails()), people(url, await platform.accounts())].join('\n');
    return page({ title: 'Account Deletion, locally', body });
  };
}

const running = (url: string, moment: string): string => `
<p>The whole system runs on this machine. Its clock says <time>${moment}</time>.</p>
<table>
<tr><th scope="row">Settings page</th><td><a href="/">${escaped(url)}/</a></td></tr>
<tr><th scope="row">API</th><td><code>${escaped(url)}/api</code></td></tr>
<tr><th scope="row">Steering</th><td><a href="/_local">/_local</a>, <a href="/_local/mail">mail</a>, <a href="/_local/carrier">carrier</a></td></tr>
</table>`;

const people = (url: string, accounts: readonly LocalAccount[]): string => `
<h2>Accounts</h2>
<table>
<tr><th scope="col">Account</th><th scope="col">User</th><th scope="col">Role</th><th scope="col">Mail</th></tr>
${accounts.flatMap(rows).join('\n')}
</table>
<p>A session for scripts, good for an hour:</p>
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
