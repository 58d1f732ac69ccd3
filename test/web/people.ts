import type { Page } from 'playwright-core';
import type { system } from '../support/system.ts';

export type Local = ReturnType<typeof system>;

export interface Person {
  readonly userId: string;
  readonly email: string;
}

/** Signs in on the issuer's page, where everybody may choose who they are, and waits to be back. */
export async function chooses(page: Page, { userId }: Pick<Person, 'userId'>): Promise<void> {
  await page.waitForURL('**/_issuer/**');
  await page.locator(`button[value="${userId}"]`).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/_issuer') && url.pathname !== '/signed-in');
  await page.locator('h1').waitFor();
}

export async function signsIn(page: Page, person: Pick<Person, 'userId'>): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await chooses(page, person);
}

/** Asks for the link, from the danger zone to the waiting state. */
export async function asksForLink(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
  await page.getByRole('button', { name: 'Review what would be deleted' }).click();
  await page.getByLabel(/To go on, type/).fill(email);
  await page.getByRole('button', { name: 'Send me the confirmation link' }).click();
}

/** What the newest mailed link leads to, as it stands in the mail. */
export async function mailedLink(local: Local, { email }: Pick<Person, 'email'>): Promise<string> {
  const mails: { to: string; text: string }[] = await local.local('GET', '/mail');
  const links = mails.filter(({ to }) => to === email).map(({ text }) => /\S+#token=\S+/.exec(text)?.[0]);
  return links.findLast((link) => link !== undefined)!;
}

/** Comes back to a tab that has lain there. */
export const looksAgain = (page: Page): Promise<unknown> => page.evaluate("dispatchEvent(new Event('focus'))");
