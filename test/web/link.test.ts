import { expect, it } from 'vitest';
import { describeInBrowser, findings, picture } from '../support/browser.ts';
import { focused } from '../support/scripted-page.ts';
import { account, awaiting, scheduled, words } from './fixtures.ts';
import { CONFIRM, LINK_PAGE, TOKEN, tokenFor, visits } from './visits.ts';

describeInBrowser('the page behind the mailed link', () => {
  const visit = visits();
  const waiting = { 'GET /account': account({ deletion: awaiting() }) };

  it('does nothing by itself, and takes the token out of sight at once', async () => {
    const { asked, page } = await visit.link(waiting);

    expect(page.url()).toBe(LINK_PAGE);
    expect(asked).toEqual(['GET /account']);
    expect(
      await page.evaluate('JSON.stringify([{...sessionStorage}, {...localStorage}, history.state])'),
    ).not.toContain(TOKEN);
    expect(await page.content()).not.toContain(TOKEN);
  });

  it('confirms by one click, and says when it will be done and where to take it back', async () => {
    const { asked, script, page, button } = await visit.link(waiting);
    script[CONFIRM] = account({ deletion: scheduled({ purgeAt: '2099-07-01T12:00:00.000Z' }) });

    await button('Yes, schedule the deletion').click();

    await page.getByRole('heading', { name: 'The deletion is scheduled' }).waitFor();
    expect(await words(page)).toContain('1 July 2099 at 14:00 CEST');
    expect(await focused(page)).toBe('screen');
    expect(asked.filter((each) => each === CONFIRM)).toHaveLength(1);
    await picture(page, 'link-done');
    expect(await findings(page)).toEqual([]);
  });

  it('leaves everything as it is for who says no', async () => {
    const { asked, page } = await visit.link(waiting);

    await page.getByRole('link', { name: 'No, leave it as it is' }).click();

    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    expect(asked).not.toContain(CONFIRM);
  });

  it('finds that it was done when the answer was lost', async () => {
    const { script, page, button } = await visit.link({ ...waiting, [CONFIRM]: { lost: true } });
    script['GET /account'] = account({ deletion: scheduled() });

    await button('Yes, schedule').click();

    await page.getByRole('heading', { name: 'This is already confirmed' }).waitFor();
  });

  it.each([
    ['a full stop after it', `#token=${TOKEN}.`],
    ['a bracket after it', `#token=${TOKEN}>`],
    ['a tracker’s fields after it', `#token=${TOKEN}&utm_source=mail`],
  ])('works with %s', async (_, fragment) => {
    const { script, page, button } = await visit.link(waiting, fragment);
    script[CONFIRM] = account({ deletion: scheduled() });
    const sent = page.waitForRequest((request) => request.method() === 'POST');

    await button('Yes, schedule').click();

    expect((await sent).postDataJSON()).toEqual({ token: TOKEN });
  });

  it('knows the account by any letter of base64url', async () => {
    const { page } = await visit.link(
      { 'GET /account': account({ accountId: 'account-178', deletion: awaiting() }) },
      `#token=${tokenFor('account-178')}`,
    );

    await page.getByRole('heading', { name: 'Delete this account?' }).waitFor();
    expect(tokenFor('account-178')).toMatch(/^YHV-_n/);
  });

  it('takes a second link that is opened in the same tab', async () => {
    const { page } = await visit.link(waiting, `#token=${tokenFor('other')}`);
    await page.getByRole('heading', { name: 'This link belongs to another account' }).waitFor();

    await page.evaluate(`location.hash = 'token=${TOKEN}'`);

    await page.getByRole('heading', { name: 'Delete this account?' }).waitFor();
    expect(page.url()).toBe(LINK_PAGE);
  });
});
