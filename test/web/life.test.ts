import { expect, it } from 'vitest';
import { browser, describeInBrowser, findings, PHONE, picture } from '../support/browser.ts';
import { signedIn } from '../support/scripted-page.ts';
import { system } from '../support/system.ts';
import { words } from './fixtures.ts';
import { asksForLink, looksAgain, mailedLink, signsIn } from './people.ts';

const ADA = { userId: 'ada', email: 'ada@acme.example', role: 'owner', accountId: 'acme' } as const;
const BEN = { userId: 'ben' };

describeInBrowser('the whole life of a deletion, by the page and the mail', () => {
  const people = browser();
  const local = system();
  const heading = (name: string | RegExp) => ({ name }) as const;

  it('is asked for, confirmed on another device, seen by a member, and taken back', async () => {
    const desk = await (await people.visitor()).newPage();
    await desk.goto(local.parts.url);
    await signsIn(desk, ADA);
    await asksForLink(desk, ADA);
    await desk.getByRole('heading', heading('Check your mail')).waitFor();

    const phone = await (await people.visitor(PHONE)).newPage();
    await phone.goto(await mailedLink(local, ADA));
    await phone.getByRole('heading', heading('Sign in to go on')).waitFor();
    await signsIn(phone, ADA);
    expect(new URL(phone.url())).toMatchObject({ pathname: '/account/deletion/confirm', hash: '', search: '' });
    expect(await phone.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('"link"');
    await phone.getByRole('button', { name: 'Yes, schedule the deletion' }).click();
    await phone.getByRole('heading', heading('The deletion is scheduled')).waitFor();

    await looksAgain(desk);
    await desk.getByRole('button', { name: 'Keep my account' }).waitFor();
    const member = await (await people.visitor()).newPage();
    await member.goto(local.parts.url);
    await signsIn(member, BEN);
    expect(await words(member)).toMatch(/This account will be deleted .* Only the owner can stop it/);
    await desk.getByRole('button', { name: 'Keep my account' }).click();
    await desk.getByText('The deletion is cancelled. Your account stays').waitFor();

    await phone.goto(await mailedLink(local, ADA));
    await phone.getByRole('button', { name: 'Find out what became of it' }).click();
    await phone.getByRole('heading', heading('This request was cancelled')).waitFor();
  });

  it('finds the mail that did not get through', async () => {
    const { owner } = await local.account();
    const page = await (await people.visitor()).newPage();
    await page.goto(local.parts.url);
    await signsIn(page, owner);
    await local.local('POST', '/faults', { service: 'sesv2', operation: 'SendEmail', times: 3, kind: 'error' });

    await asksForLink(page, owner);
    await page.getByRole('heading', heading('The mail did not get through')).waitFor();
    await local.local('DELETE', '/faults');
    await page.getByRole('button', { name: 'Send again' }).click();

    await page.getByText('A new link is on its way').waitFor();
    expect(await mailedLink(local, owner)).toContain('#token=');
  });

  it('lets the link expire, and dies of the older one', async () => {
    const { owner } = await local.account();
    const page = await (await people.visitor()).newPage();
    await page.goto(local.parts.url);
    await signsIn(page, owner);
    await asksForLink(page, owner);
    await page.getByRole('heading', heading('Check your mail')).waitFor();
    const older = await mailedLink(local, owner);
    await local.advance('PT2M');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('A new link is on its way').waitFor();

    await page.goto(older);
    await page.getByRole('button', { name: 'Yes, schedule the deletion' }).click();
    await page.getByRole('heading', heading('This link is no longer the newest')).waitFor();

    await local.advance('P1D');
    await page.goto(await mailedLink(local, owner));
    await page.getByText('Your session has ended').waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator(`button[value="${owner.userId}"]`).click();
    await page.getByRole('button', { name: 'Find out what became of it' }).click();
    await page.getByRole('heading', heading('This link has expired')).waitFor();
  });

  it('ends after seven days, while the tab slept', async () => {
    const page = await (await people.visitor()).newPage();
    await page.goto(local.parts.url);
    await signsIn(page, ADA);
    await local.advance('PT2M');
    await asksForLink(page, ADA);
    await page.getByRole('heading', heading('Check your mail')).waitFor();
    await page.goto(await mailedLink(local, ADA));
    await page.getByRole('button', { name: 'Yes, schedule the deletion' }).click();
    await page.getByRole('link', { name: 'Go to Settings' }).click();
    await page.getByRole('button', { name: 'Keep my account' }).waitFor();

    await local.advance('P7DT5M');
    await looksAgain(page);
    await page.getByText('Your session has ended').waitFor();

    // Nobody of the account can sign in any more, but a session may be younger than the end.
    const context = await people.visitor();
    await signedIn(context, {}, await local.parts.issuer.token({ user: ADA }));
    const late = await context.newPage();
    await late.goto(local.parts.url);
    await late.getByRole('heading', heading('This account has been deleted')).waitFor();
    expect(await words(late)).toContain('legal@example.com');
    await picture(late, 'life-deleted');
    expect(await findings(late)).toEqual([]);
  });
});
