import { expect, it } from 'vitest';
import { browser, describeInBrowser } from '../support/browser.ts';
import { signedIn } from '../support/scripted-page.ts';
import { system } from '../support/system.ts';
import { MINUTE, words } from './fixtures.ts';
import { asksForLink, chooses, type Person, signsIn } from './people.ts';

describeInBrowser('signing in', () => {
  const people = browser();
  const local = system({ seed: null });

  /** Somebody who has signed in 20 minutes ago. */
  async function longSignedIn(user: Person) {
    const authTime = new Date((await local.now()).getTime() - 20 * MINUTE).toISOString();
    const { token } = await local.local('POST', '/token', { userId: user.userId, authTime });
    const context = await people.visitor();
    await signedIn(context, {}, token);
    const page = await context.newPage();
    await page.goto(local.parts.url);
    return page;
  }

  it('keeps tokens in the tab alone, and out of the address bar', async () => {
    const { owner } = await local.account();
    const context = await people.visitor();
    const page = await context.newPage();
    await page.goto(local.parts.url);

    await signsIn(page, owner);

    expect(page.url()).toBe(`${local.parts.url}/`);
    expect(await page.evaluate('localStorage.length')).toBe(0);
    expect(await page.evaluate('document.cookie')).not.toMatch(/eyJ/);
    expect(await words(page)).toContain(`Signed in as ${owner.email}`);
    const other = await context.newPage();
    await other.goto(local.parts.url);
    await other.getByRole('heading', { name: 'Sign in to see your account' }).waitFor();
  });

  it('survives a reload, which asks for each thing once and is one question away from the account', async () => {
    const { owner } = await local.account();
    const page = await (await people.visitor()).newPage();
    await page.goto(local.parts.url);
    await signsIn(page, owner);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/-\w+\./, '.')));

    await page.reload();
    await page.getByRole('button', { name: 'Prepare a copy', disabled: false }).waitFor();

    // The exports are asked for once the account is there, and keep nobody waiting for it.
    expect(asked.toSorted()).toEqual([
      '/',
      '/api/account',
      '/api/account/exports',
      '/assets/main.js',
      '/assets/styles.css',
      '/config.json',
    ]);
    expect(asked.indexOf('/api/account')).toBeLessThan(asked.indexOf('/api/account/exports'));
  });

  it('signs out here and at the issuer', async () => {
    const { owner } = await local.account();
    const page = await (await people.visitor()).newPage();
    await page.goto(local.parts.url);
    await signsIn(page, owner);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to see your account' }).waitFor();

    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator(`button[value="${owner.userId}"]`).waitFor();
  });

  it('asks again where the sign-in is too old, and goes on with what was asked for', async () => {
    const { owner } = await local.account();
    const page = await longSignedIn(owner);
    await asksForLink(page, owner);

    await page.getByRole('button', { name: 'Sign in and go on' }).click();
    await chooses(page, owner);

    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    expect(await words(page)).toContain(owner.email);
  });

  it('goes on with what was asked for when the session had ended', async () => {
    const { owner } = await local.account();
    const page = await (await people.visitor()).newPage();
    await page.goto(local.parts.url);
    await signsIn(page, owner);
    await local.advance('PT2H');

    await page.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('Your session has ended').waitFor();
    await signsIn(page, owner);

    await page.getByText('The account is deactivated. Nothing has been deleted.').waitFor();
  });

  it('starts anew with who comes back as somebody else', async () => {
    const [one, two] = [await local.account(), await local.account()];
    const page = await longSignedIn(one.owner);
    await asksForLink(page, one.owner);

    await page.getByRole('button', { name: 'Sign in and go on' }).click();
    await chooses(page, two.owner);

    await page.getByText('not the person that was signed in before').waitFor();
    await page.getByRole('button', { name: 'Review what would be deleted' }).waitFor();
    for (const { owner } of [one, two]) {
      const { body } = await (await local.as(owner))('GET', '/account');
      expect(body.deletion).toBeNull();
    }
  });

  it('says so when it was broken off, and offers it again', async () => {
    const page = await (await people.visitor()).newPage();
    await page.goto(local.parts.url);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();

    await page.getByRole('button', { name: 'Cancel' }).click();

    await page.getByText('Signing in did not work').waitFor();
    expect(page.url()).toBe(`${local.parts.url}/`);
  });

  it('takes no code that it has not asked for', async () => {
    const page = await (await people.visitor()).newPage();

    await page.goto(`${local.parts.url}/signed-in?code=abc&state=def`);

    await page.getByText('Signing in did not work').waitFor();
    expect(page.url()).toBe(`${local.parts.url}/`);
  });
});
