import { escaped, page } from '../html.ts';
import type { LocalAccount } from '../platform.ts';
import type { HttpResponse } from '../server.ts';

/** Lists who can sign in; whoever is chosen is signed in. */
export function signInPage(accounts: readonly LocalAccount[], action: string): HttpResponse {
  const body = `
<p>This stands in for your sign-in page. Choose who you are.</p>
<form method="post" action="${escaped(action)}">
${accounts.map(choices).join('\n')}
<h2>Or</h2>
<button name="userId" value="">Cancel</button>
</form>`;
  return page({ title: 'Sign in', body, formAction: "'self'" });
}

const choices = ({ accountId, name, users }: LocalAccount): string => `
<h2>${escaped(name)} <span class="quiet">${escaped(accountId)}</span></h2>
${users
  .map(
    ({ userId, role, email }) =>
      `<button name="userId" value="${escaped(userId)}"><b>${escaped(userId)}</b>, ${role}, ${escaped(email)}</button>`,
  )
  .join('\n')}`;

/** Signs out without asking again, as Amazon Cognito does. `form`: the provider's own. */
export function signOutPage(form: string): HttpResponse {
  const body = `${form}
<input type="hidden" name="logout" value="yes" form="op.logoutForm">
<button form="op.logoutForm">Sign out</button>`;
  return page({ title: 'Signing out', body, script: 'document.forms[0].submit();', formAction: "'self'" });
}

export const signedOutPage = (): HttpResponse =>
  page({ title: 'Signed out', body: '<p><a href="/">To the settings page</a></p>' });

/** What went wrong, in the words of OAuth. */
export function errorPage(status: number, detail: string): HttpResponse {
  const body = `<p>${escaped(detail)}</p>\n<p><a href="/">To the settings page</a></p>`;
  return page({ status, title: 'Sign-in did not work', body });
}
