import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';
import { operatorOf } from './operator.ts';

const local = system({ seed: null });
const operator = operatorOf(() => local.parts.url);
const eva = operator.as('AROAEVA:eva@example.com');
const ben = operator.as('AIDABEN');

let [accountId, receiptId, code] = ['', '', ''];
beforeAll(async () => {
  const { owner, ...account } = await local.account();
  accountId = account.accountId;
  await operator('request', accountId, '--reason', 'CASE-1');
  await local.advance('P7DT1H');
  ({ receiptId } = (await local.until(async () => {
    const shown = await operator('show', accountId);
    return shown.status === 'deleted' && shown;
  }, 60_000)) as { receiptId: string });
  const mails: { to: string; text: string }[] = await local.local('GET', '/mail');
  code = /^(\w{4}-){3}\w{4}$/m.exec(mails.findLast(({ to }) => to === owner.email)?.text ?? '')?.[0] ?? '';
}, 180_000);

describe('the final export of a former customer', { timeout: 60_000 }, () => {
  it('is given for the code of the last mail, for a quarter of an hour', async () => {
    const opened = await eva('final-export', receiptId, '--code', code.toLowerCase(), '--reason', 'L-1');

    expect(opened).toMatchObject({ code: 0, is: 'opened', archives: [{ name: 'final-export-1.zip' }] });
    const [{ url, sha256, bytes }] = opened.archives;
    const archive = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect([archive.length, createHash('sha256').update(archive).digest('hex')]).toEqual([bytes, sha256]);
    await local.advance('PT16M');
    expect((await fetch(url)).status).toBe(403);
  });

  it('is refused for another code, and without a reason', async () => {
    expect(await eva('final-export', receiptId, '--code', '0000-0000-0000-0000', '--reason', 'L-1')).toMatchObject({
      code: 1,
      error: 'wrong-code',
    });
    expect(await eva('final-export', receiptId, '--code', code)).toMatchObject({ code: 2, error: 'usage' });
  });

  it('takes two operators without the code', async () => {
    const without = ['final-export', receiptId, '--second-operator', '--reason', 'L-2'];

    expect(await eva(...without)).toMatchObject({ code: 0, is: 'waiting' });
    expect(await eva(...without)).toMatchObject({ code: 0, is: 'waiting' });
    expect(await ben(...without)).toMatchObject({ code: 0, is: 'opened' });
  });

  it('stands in the ledger with who opened it, when and why, and nobody’s address', async () => {
    const { history } = await operator('show', accountId);
    const opened = history.filter(({ what }: { what: string }) => what === 'final-export-opened');

    expect(opened.map(({ facts }: { facts: object }) => facts)).toMatchObject([
      { by: expect.stringMatching(/^AROAEVA\.[0-9a-f]{16}$/), reason: 'L-1', on: 'claim-code', receiptId },
      { by: 'AIDABEN', reason: 'L-2', on: 'second-operator', asked: { by: expect.stringMatching(/^AROAEVA\./) } },
    ]);
    expect(JSON.stringify(history)).not.toContain('@');
  });

  it('is given on day 29 and not on day 31', async () => {
    await local.advance('P28D');
    expect(await eva('final-export', receiptId, '--code', code, '--reason', 'L-3')).toMatchObject({ code: 0 });
    await local.advance('P2D');

    expect(await eva('final-export', receiptId, '--code', code, '--reason', 'L-3')).toMatchObject({
      code: 1,
      error: 'too-late',
    });
  });
});
