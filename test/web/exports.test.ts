import { expect, it } from 'vitest';
import { browser, describeInBrowser, findings, picture } from '../support/browser.ts';
import { focused } from '../support/scripted-page.ts';
import { system } from '../support/system.ts';
import { account, at, DAY, exports, HOUR, preparing, preview, problem, purging, ready, words } from './fixtures.ts';
import { looksAgain, signsIn } from './people.ts';
import { visits } from './visits.ts';

const ASK = 'Prepare a copy';
const POST = 'POST /account/exports';
const LIST = 'GET /account/exports';

describeInBrowser('the copies of the data, on the page', () => {
  const visit = visits();
  const posts = (asked: readonly string[]) => asked.filter((each) => each === POST).length;
  const news = (page: Awaited<ReturnType<typeof visit.settings>>['page']) =>
    page.locator('#export-news[role=status]').textContent();
  /** It is known what copies there are: only then can one be asked for, and a change of the script be a change. */
  const settled = ({ page }: Awaited<ReturnType<typeof visit.settings>>) =>
    page.locator('button:not([aria-disabled=true])', { hasText: ASK }).waitFor();

  it('are asked for once, however often one clicks, and the focus goes to what came of it', async () => {
    const opened = await visit.settings({ 'GET /account': account() });
    const { asked, page, button, script } = opened;
    await settled(opened);
    script[POST] = { status: 202, body: preparing(), after: 400 };

    await button(ASK).press('Enter');
    await button(ASK).click({ clickCount: 3, force: true });
    expect(await button(ASK).getAttribute('aria-busy')).toBe('true');
    script[LIST] = exports(preparing());
    await page.getByText('A copy is being prepared').waitFor();

    expect(posts(asked)).toBe(1);
    expect(await button(ASK).count()).toBe(0);
    expect(await focused(page)).toBe('export-news');
    expect(await news(page)).toBe('Your copy is on its way. We send you a mail once it is ready.');
  });

  it.each([
    ['ready', ready(), 'Your copy is ready to download.', 'Download (12.3 MB)'],
    ['failed', preparing({ state: 'failed' }), 'Your copy could not be prepared. You can try again.', 'Try again'],
  ])('are said to be %s when they are, without moving the focus', async (_, copy, saying, name) => {
    const { page, script } = await visit.settings({ 'GET /account': account(), [LIST]: exports(preparing()) });
    await page.getByText('A copy is being prepared').waitFor();
    await page.getByRole('button', { name: 'Deactivate' }).focus();
    script[LIST] = exports(copy);

    await page.getByText(saying).waitFor();

    expect(await news(page)).toBe(saying);
    expect(await focused(page)).toBe('Deactivate');
    expect(await page.getByText(name, { exact: true }).count()).toBe(1);
    await picture(page, `export-news-${copy.state}`);
    expect(await findings(page)).toEqual([]);
  });

  it('are downloaded by a URL that is fetched anew where the one at hand is too old', async () => {
    const old = ready(1, { expiresAt: at(-HOUR) });
    const { page, script, asked } = await visit.settings({ 'GET /account': account(), [LIST]: exports(old) });
    await page.getByText('Download (').waitFor();
    const [archive] = ready().archives;
    const fresh = ready(1, { archives: [{ ...archive, url: 'http://localhost:4999/files/fresh.zip' }] });
    script[LIST] = exports(fresh);
    const before = asked.length;

    const [request] = await Promise.all([page.waitForRequest('**/files/*'), page.getByText('Download (').click()]);

    expect(new URL(request.url()).pathname).toBe('/files/fresh.zip');
    expect(asked.slice(before)).toEqual([LIST]);
  });

  it('are downloaded at once by a URL that is good', async () => {
    const { page, asked } = await visit.settings({ 'GET /account': account(), [LIST]: exports(ready(2)) });
    await page.getByText('Download part 2').waitFor();
    const before = asked.length;

    const [request] = await Promise.all([page.waitForRequest('**/files/*'), page.getByText('Download part 2').click()]);

    expect(request.url()).toBe(ready(2).archives[1]!.url);
    expect(asked).toHaveLength(before);
  });

  it('can be asked for again, and the earlier ones are there still', async () => {
    const earlier = ready(1, { requestedAt: at(-DAY) });
    const { page, button, script } = await visit.settings({ 'GET /account': account(), [LIST]: exports(earlier) });
    script[POST] = { status: 202, body: preparing({ exportId: 'e2' }) };
    await button('Prepare a new copy').click();

    await page.getByText('A copy is being prepared').waitFor();

    expect(await page.getByText('Download (12.3 MB)').count()).toBe(1);
  });

  it.each([
    [
      'it was too often',
      problem(429, 'too-many-requests', {}, { 'retry-after': '84600' }),
      /Again in 23 hours, 30 min/,
    ],
    ['the service fails', { status: 500 }, 'Something went wrong on our side'],
    ['the purge has begun', problem(409, 'deletion-in-progress'), 'The deletion has begun'],
  ])('say what to do when %s', async (_, answer, saying) => {
    const { asked, page, button, script } = await visit.settings({ 'GET /account': account() });
    script[POST] = answer;

    await button(ASK).click();
    await page.getByText(saying).waitFor();

    expect(posts(asked)).toBe(1);
  });

  it('count a long wait down by hours, and send nothing meanwhile', async () => {
    const { asked, page, button, script } = await visit.settings({ 'GET /account': account() });
    script[POST] = problem(429, 'too-many-requests', {}, { 'retry-after': '84600' });
    await button(ASK).click();
    await page.getByRole('button', { name: /Prepare a copy · 23:(30:00|29:5\d)/ }).waitFor();

    await button(ASK).click({ force: true });

    expect(posts(asked)).toBe(1);
  });

  it('are found to be on their way where the answer was lost', async () => {
    const opened = await visit.settings({ 'GET /account': account() });
    const { page, button, script } = opened;
    await settled(opened);
    script[POST] = { lost: true };
    script[LIST] = exports(preparing());

    await button(ASK).click();
    await page.getByText('A copy is being prepared').waitFor();

    expect(await page.getByText('There was no answer').count()).toBe(0);
  });

  it('are not asked for before it is known how they stand', async () => {
    const { asked, page, button } = await visit.settings({
      'GET /account': account(),
      [LIST]: { ...exports(preparing()), after: 600 },
    });

    await button(ASK).click({ force: true });
    expect(await button(ASK).getAttribute('aria-disabled')).toBe('true');
    await page.getByText('A copy is being prepared').waitFor();

    expect(posts(asked)).toBe(0);
  });

  it('are looked for again where they could not be found out about', async () => {
    const { page, button, script } = await visit.settings({ 'GET /account': account(), [LIST]: { status: 500 } });
    await page.getByText('Something went wrong on our side').waitFor();
    script[LIST] = exports(ready());

    await button('Try again').click();

    await page.getByText('Download (12.3 MB)').waitFor();
    expect(await page.getByText('Something went wrong on our side').count()).toBe(0);
  });

  it('are no matter any more once the purge has begun', async () => {
    const { page, script } = await visit.settings({ 'GET /account': account(), [LIST]: exports(ready()) });
    await page.getByText('Download (').waitFor();
    script['GET /account'] = account({ deletion: purging() });

    await looksAgain(page);
    await page.getByRole('heading', { name: 'This account is being deleted' }).waitFor();

    expect(await page.getByText('Take your data with you').count()).toBe(0);
  });

  it('are what the danger zone leads to where there is none', async () => {
    const { page, button } = await visit.settings({
      'GET /account': account(),
      'GET /account/deletion/preview': preview(),
    });
    await button('Review').click();
    await page.getByText('No copy of your data has been made yet').waitFor();

    await button('Take your data with you').click();

    expect(await focused(page)).toBe('export');
  });
});

describeInBrowser('the copy of an account, by the page and the mail', () => {
  const people = browser();
  const local = system();

  it('is asked for, waited for and saved', async () => {
    const ada = { userId: 'ada', email: 'ada@acme.example' };
    const page = await (await people.visitor({ acceptDownloads: true })).newPage();
    await page.goto(local.parts.url);
    await signsIn(page, ada);
    await page.getByRole('button', { name: ASK }).click();
    const link = page.getByRole('link', { name: /^Download \(\d+ kB\)$/ });
    await link.waitFor();

    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);

    expect(download.suggestedFilename()).toMatch(/^export-[0-9a-f-]{36}-1\.zip$/);
    expect(await download.failure()).toBeNull();
    expect(await words(page)).toMatch(/Your copy is ready to download\..*Copy of/);
    await local.advance('PT1S');
    const [mail] = (await local.local('GET', '/mail')).filter(({ to }: { to: string }) => to === ada.email);
    expect(mail.subject).toBe('Your data is ready to download');
    await page.getByRole('button', { name: 'Review what would be deleted' }).click();
    await page.getByText('The last copy of your data was made on').waitFor();
  });
});
