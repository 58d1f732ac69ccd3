import type { BrowserContextOptions } from 'playwright-core';
import { accountTag } from '../../lambdas/domain/token.ts';
import { browser } from '../support/browser.ts';
import { ORIGIN, type Script, scriptedPage, signedIn } from '../support/scripted-page.ts';
import { account, OWNER, preview } from './fixtures.ts';

export const SEND = 'Send me the confirmation link';
export const LINK_PAGE = `${ORIGIN}/account/deletion/confirm`;
export const CONFIRM = 'POST /account/deletion/confirmation';

/** The token of a link for the account. */
export const tokenFor = (accountId: string): string => accountTag(accountId) + 'aB3-_'.repeat(8).padEnd(43, 'x');
export const TOKEN = tokenFor('acme');

/** The owner’s visits to the page, before an API that follows a script. */
export function visits() {
  const people = browser();
  const web = scriptedPage();

  async function open(url: string, script: Script, options?: BrowserContextOptions) {
    const context = await people.visitor(options);
    const asked = await web.serve(context, script);
    await signedIn(context, OWNER);
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('h1').waitFor();
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    return { context, asked, script, page, button };
  }

  return {
    settings: (script: Script, options?: BrowserContextOptions) => open(ORIGIN, script, options),
    link: (script: Script, fragment = `#token=${TOKEN}`) => open(`${LINK_PAGE}${fragment}`, script),
    /** Opens the danger zone and types. */
    async danger(script: Script, text = OWNER.email) {
      const opened = await open(ORIGIN, {
        'GET /account': account(),
        'GET /account/deletion/preview': preview(),
        ...script,
      });
      await opened.button('Review').click();
      await opened.page.getByLabel(/To go on, type/).fill(text);
      return opened;
    },
  };
}
