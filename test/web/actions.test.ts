import { expect, it } from 'vitest';
import { describeInBrowser, findings, picture } from '../support/browser.ts';
import { focused } from '../support/scripted-page.ts';
import { account, awaiting, DAY, MINUTE, OWNER, preview, problem, scheduled, words } from './fixtures.ts';
import { SEND, visits } from './visits.ts';

describeInBrowser('what the owner does on the page', () => {
  const visit = visits();

  it('deactivates and reactivates, says so, and keeps the focus on the button', async () => {
    const { page, button, script } = await visit.settings({ 'GET /account': account() });
    script['PUT /account/deactivation'] = account({ status: 'deactivated' });
    script['DELETE /account/deactivation'] = account();

    await button('Deactivate').press('Enter');
    await page.getByText('Nothing has been deleted.').waitFor();
    expect(await page.locator('#news[role=status]').textContent()).toContain('The account is deactivated');
    expect(await focused(page)).toBe('Reactivate');
    await button('Reactivate').press('Enter');

    await page.getByText('The account is active again').waitFor();
    expect(await focused(page)).toBe('Deactivate');
  });

  it('sends once, however often one clicks while it takes its time', async () => {
    const { asked, page, button, script } = await visit.settings({ 'GET /account': account() });
    script['PUT /account/deactivation'] = { ...account({ status: 'deactivated' }), after: 400 };

    await button('Deactivate').click();
    await button('Deactivate').click({ clickCount: 3, force: true });
    expect(await button('Deactivate').getAttribute('aria-busy')).toBe('true');
    await picture(page, 'busy');
    await button('Reactivate').waitFor();

    expect(asked.filter((each) => each.startsWith('PUT'))).toHaveLength(1);
  });

  it('asks for the address that one is signed in with, and sends nothing before it is right', async () => {
    const { asked, page, button, script } = await visit.danger(
      { 'POST /account/deletion': account({ deletion: awaiting() }) },
      'ada@',
    );

    await button(SEND).click();
    await page.getByText('That is not quite it').waitFor();
    const field = page.getByLabel(/To go on, type/);
    expect(await focused(page)).toBe('phrase');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(asked).not.toContain('POST /account/deletion');
    await picture(page, 'typed-wrong');
    expect(await findings(page)).toEqual([]);

    script['GET /account'] = account({ deletion: awaiting() });
    await field.fill(' ADA@acme.example ');
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    expect(await focused(page)).toBe('deletion');
    expect(asked.filter((each) => each === 'POST /account/deletion')).toHaveLength(1);
  });

  it('can be closed again, and gives the focus back', async () => {
    const { page, button } = await visit.danger({});

    await button('Not now').click();

    expect(await page.getByLabel(/To go on, type/).count()).toBe(0);
    expect(await focused(page)).toBe('danger');
  });

  it.each([
    ['in grace', scheduled(), 'Keep my account', 'The deletion is cancelled. Your account stays'],
    [
      'before the confirmation',
      awaiting(),
      'Cancel the request',
      'The request is cancelled, and its link no longer works',
    ],
  ])('cancels %s, and takes the focus to the news', async (_, deletion, name, saying) => {
    const { page, button, script } = await visit.settings({ 'GET /account': account({ deletion }) });
    script['DELETE /account/deletion'] = account();

    await button(name).click();
    await page.getByText(saying).waitFor();

    expect(await focused(page)).toBe('news');
    expect(await button('Review').count()).toBe(1);
    await picture(page, 'cancelled');
  });

  it('shows another day once the tab is looked at again', async () => {
    const { page, script } = await visit.settings({ 'GET /account': account({ deletion: scheduled() }) });
    script['GET /account'] = problem(410, 'account-deleted', {
      deletedAt: new Date().toISOString(),
      legalContact: 'legal@example.com',
    });

    await page.evaluate("dispatchEvent(new Event('focus'))");

    await page.getByRole('heading', { name: 'This account has been deleted' }).waitFor();
  });

  it('counts by the server’s clock, not the reader’s', async () => {
    const ahead = Date.now() + 400 * DAY;
    const purgeAt = new Date(ahead + 90.5 * MINUTE).toISOString();
    const { page } = await visit.settings({
      'GET /account': account({ now: new Date(ahead).toISOString(), deletion: scheduled({ purgeAt }) }),
    });

    expect(await words(page)).toMatch(/0 days 1 hour 30 minutes/);
  });

  it('has no seconds that tick for who wants less motion', async () => {
    const { page } = await visit.settings(
      { 'GET /account': account({ deletion: scheduled() }) },
      { reducedMotion: 'reduce' },
    );

    expect(await page.getByRole('timer').textContent()).not.toContain('second');
  });

  it('can be done by keyboard alone', async () => {
    const { page, script } = await visit.settings({
      'GET /account': account(),
      'GET /account/deletion/preview': preview(),
    });
    script['POST /account/deletion'] = account({ deletion: awaiting() });
    const tabTo = async (name: string) => {
      for (let n = 0; n < 20 && (await focused(page)) !== name; n++) await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(name);
    };

    await tabTo('Review what would be deleted');
    await page.keyboard.press('Enter');
    await page.locator('#preview').waitFor();
    expect(await focused(page)).toBe('preview');
    await tabTo('phrase');
    await page.keyboard.type(OWNER.email);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');

    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
  });
});
