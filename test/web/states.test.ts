import { expect, it } from 'vitest';
import { browser, describeInBrowser, findings, picture } from '../support/browser.ts';
import { ORIGIN, scriptedPage, signedIn } from '../support/scripted-page.ts';
import { OWNER, words } from './fixtures.ts';
import { STATES } from './states.ts';

describeInBrowser('every state, on a desk and in the dark on a phone', () => {
  const people = browser();
  const web = scriptedPage();

  it.each(STATES)('$name', async ({ name, script, who = OWNER, path = '/', press, says, hasNoButton }) => {
    const context = await people.visitor();
    await web.serve(context, script);
    if (who) await signedIn(context, { ...who });
    const page = await context.newPage();

    await page.goto(`${ORIGIN}${path}`);
    if (press) await page.getByRole('button', { name: press }).click();
    await page.locator(press ? '#preview' : 'h1').waitFor();

    for (const saying of says) await expect.poll(() => words(page)).toMatch(saying);
    if (hasNoButton) expect(await page.getByRole('button', { name: hasNoButton }).count()).toBe(0);
    await picture(page, `${name}-desk`);
    expect(await findings(page)).toEqual([]);

    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await picture(page, `${name}-phone-dark`);
    expect(await findings(page, 'looks')).toEqual([]);
  });
});
