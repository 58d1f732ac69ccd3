import { expect, it } from 'vitest';
import { describeInBrowser, picture } from '../support/browser.ts';
import { focused } from '../support/scripted-page.ts';
import { account, awaiting, OWNER, problem, scheduled } from './fixtures.ts';
import { SEND, visits } from './visits.ts';

describeInBrowser('what the page makes of what goes wrong', () => {
  const visit = visits();

  it.each([
    ['the service fails', { status: 500 }, 'Something went wrong on our side'],
    ['there is no answer', { lost: true }, 'There was no answer'],
    [
      'the gateway is busy',
      { status: 503, body: { message: 'Service Unavailable' } },
      'Something went wrong on our side',
    ],
    ['there is no verified address', problem(403, 'email-unverified'), 'no verified address'],
    [
      'it was too often',
      problem(429, 'too-many-requests', {}, { 'retry-after': '43' }),
      'too often in a short time. Again in 4',
    ],
    ['the gateway throttles', { status: 429, body: { message: 'Too Many Requests' } }, 'too often in a short time'],
  ])('says what to do when %s, and keeps what was typed', async (_, answer, saying) => {
    const { page, button } = await visit.danger({ 'POST /account/deletion': answer });

    await button(SEND).click();
    await page.getByText(saying).waitFor();

    expect(await page.getByLabel(/To go on, type/).inputValue()).toBe(OWNER.email);
  });

  it('counts down until it may be sent again', async () => {
    const script = { 'GET /account': account({ deletion: awaiting() }) };
    const { asked, page, button } = await visit.settings({
      ...script,
      'POST /account/deletion': problem(429, 'too-many-requests', {}, { 'retry-after': '2' }),
    });

    await button('Send again').click();
    await button(/Send again · 0:0[12]/).waitFor();
    await button(/Send again/).click({ force: true });
    await picture(page, 'too-often');
    expect(asked.filter((each) => each === 'POST /account/deletion')).toHaveLength(1);

    await page.getByRole('button', { name: 'Send again', exact: true }).waitFor();
  });

  it('says so when the mail could not be handed over, and offers to send it again', async () => {
    const { page, button, script } = await visit.danger({ 'POST /account/deletion': problem(503, 'mail-unavailable') });
    script['GET /account'] = account({ deletion: awaiting({ delivery: 'failed' }) });

    await button(SEND).click();

    await page.getByRole('heading', { name: 'The mail did not get through' }).waitFor();
    expect(await button('Send again').count()).toBe(1);
  });

  it('finds out what became of a change whose answer was lost', async () => {
    const { page, button, script } = await visit.settings({ 'GET /account': account() });
    script['PUT /account/deactivation'] = { lost: true };
    script['GET /account'] = account({ status: 'deactivated' });

    await button('Deactivate').click();

    await button('Reactivate').waitFor();
    expect(await page.getByText('The account is deactivated').count()).toBeGreaterThan(0);
  });

  it('is told that the purge was faster', async () => {
    const { page, button, script } = await visit.settings({ 'GET /account': account({ deletion: scheduled() }) });
    script['DELETE /account/deletion'] = problem(409, 'deletion-in-progress');
    script['GET /account'] = account({
      deletion: { ...scheduled(), state: 'purging', startedAt: new Date().toISOString() },
    });

    await button('Keep my account').click();

    await page.getByRole('heading', { name: 'This account is being deleted' }).waitFor();
  });

  it('shows dates in a browser whose name for its language is no language’s', async () => {
    const { context, page } = await visit.settings({ 'GET /account': account({ deletion: awaiting() }) });
    await context.addInitScript("Object.defineProperty(navigator, 'languages', { value: ['en-US@posix'] })");

    await page.reload();

    await page.getByText('The link works until').waitFor();
  });

  it('says that it is offline, and looks again once it is not', async () => {
    const { context, page, button, script } = await visit.settings({ 'GET /account': account() });
    script['PUT /account/deactivation'] = { lost: true };
    await context.setOffline(true);

    await button('Deactivate').click();
    await page.getByText('You are offline').waitFor();
    script['GET /account'] = account({ status: 'deactivated' });
    await context.setOffline(false);

    await page.getByText('Something has changed since you last looked').waitFor();
  });

  it('asks to sign in once more where the session has ended, and keeps nothing of the old one', async () => {
    const { page, button, script } = await visit.settings({ 'GET /account': account() });
    script['PUT /account/deactivation'] = { status: 401, body: { message: 'Unauthorized' } };

    await button('Deactivate').click();
    await page.getByText('Your session has ended').waitFor();

    expect(await page.evaluate("sessionStorage.getItem('session')")).toBeNull();
    expect(await page.getByText('Signed in as').count()).toBe(0);
    expect(await focused(page)).toBe('screen');
  });
});
