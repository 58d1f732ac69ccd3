import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { browser, describeInBrowser } from '../support/browser.ts';
import { system } from '../support/system.ts';
import { mailedLink, type Person, signsIn } from './people.ts';

describeInBrowser('mail scanners that open the link before its owner does', () => {
  const people = browser();
  const local = system({ seed: null });
  let owner: Person;
  let link: string;
  beforeAll(async () => {
    owner = (await local.account()).owner;
    await (await local.as(owner))('POST', '/account/deletion');
    link = await mailedLink(local, owner);
  });

  const deletion = async () => (await (await local.as(owner))('GET', '/account')).body.deletion;
  const stillWaits = async () => expect(await deletion()).toMatchObject({ state: 'awaiting-confirmation' });

  it.each(['GET', 'HEAD', 'POST'])('one that asks by %s', async (method) => {
    await fetch(link, { method });

    await stillWaits();
  });

  it.each([
    ['the fragment encoded', (text: string) => text.replace('#', '%23')],
    ['the fragment as a query', (text: string) => text.replace('#', '?')],
    ['a tracker’s field', (text: string) => text.replace('#', '?utm_source=mail#')],
    ['small letters', (text: string) => text.toLowerCase()],
  ])('a rewriter that hands on %s', async (_, rewritten) => {
    const page = await (await people.visitor()).newPage();

    await page.goto(rewritten(link));
    await exhaust(page, rewritten(link));

    await stillWaits();
  });

  it('a browser without a session that runs scripts, follows everything and submits every form', async () => {
    const page = await (await people.visitor()).newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));

    await page.goto(link);
    const pressed = await exhaust(page, link);

    expect(pressed).toBeGreaterThan(0);
    expect(asked.filter((each) => each.includes('/api/'))).toEqual([]);
    await stillWaits();
  });

  it('and the owner’s click works afterwards', async () => {
    const page = await (await people.visitor()).newPage();
    await page.goto(link);
    await signsIn(page, owner);

    await page.getByRole('button', { name: 'Yes, schedule the deletion' }).click();
    await page.getByRole('heading', { name: 'The deletion is scheduled' }).waitFor();

    expect(await deletion()).toMatchObject({ state: 'scheduled' });
  });
});

/** Presses, follows and submits all that is to be found behind the link; gives how much that was. */
async function exhaust(page: Page, link: string): Promise<number> {
  // A scanner has no password. The local issuer asks for none, so it gets no further than its page.
  await page.route('**/_issuer/**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  const found = page.locator('a[href], button, input, summary');
  // Not longer: a page that has nothing more to show would be waited for in vain.
  const settled = () => page.waitForTimeout(150);
  await settled();
  const count = await found.count();
  for (let n = 0; n < count; n++) {
    await found
      .nth(n)
      .click({ timeout: 500 })
      .catch(() => undefined);
    await settled();
    await page.evaluate('for (const form of document.forms) form.submit()').catch(() => undefined);
    await settled();
    await page.goto(link);
  }
  return count;
}
