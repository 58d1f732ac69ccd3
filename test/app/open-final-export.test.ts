import { describe, expect, it } from 'vitest';
import { claimCode } from '../../lambdas/app/claim-code.ts';
import { finalExportPath } from '../../lambdas/app/final-export.ts';
import { receiptPath } from '../../lambdas/app/ledger-paths.ts';
import { type Opening, openFinalExport } from '../../lambdas/app/open-final-export.ts';
import { Refused } from '../../lambdas/domain/refused.ts';
import { DAY, HOUR, MINUTE, plus, SECOND } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

const receiptId = 'r'.repeat(43);
const UNTIL = plus(NOON, 30 * DAY);
const ARCHIVES = [{ name: 'final-export-1.zip', bytes: 12, sha256: 'ab' }];
const statement = { accountId: 'acme', deletionId: 'd-1', finalExport: { until: UNTIL.toISOString() } };
const mac = async (message: string) => Uint8Array.from({ length: 32 }, (_, n) => message.charCodeAt(n) ^ n);
const CODE = await claimCode(mac)(receiptId);

/** A deletion with its receipt and its final export in the ledger. */
function setUp({ says = statement as object, readable = true } = {}) {
  let now = NOON;
  const ledger = memoryLedger();
  const payload = Buffer.from(JSON.stringify(says)).toString('base64url');
  void ledger.add(receiptPath(receiptId), `e30.${payload}.c2ln`);
  void ledger.add(finalExportPath('d-1'), JSON.stringify({ receiptId, archives: ARCHIVES }));
  const inLedger: string[][] = [];
  const open = openFinalExport({
    ledger,
    clock: () => now,
    mac,
    async readFinalExports(by) {
      if (!readable) throw new Refused('no-legal-role', 'nobody');
      return async (id, archives, { seconds }) => {
        inLedger.push([...ledger.entries.keys()].filter((path) => path.includes('opened')));
        return archives.map((archive) => ({ ...archive, url: `${id} for ${seconds} s by ${by}` }));
      };
    },
  });
  const opening = (over: Partial<Opening> = {}) => open({ receiptId, code: CODE, by: 'AIDA1', reason: 'C-1', ...over });
  const advance = (span: number) => {
    now = plus(now, span);
  };
  return { ledger, opening, advance, inLedger };
}

const acts = (ledger: ReturnType<typeof memoryLedger>, what: string) =>
  [...ledger.entries].filter(([path]) => path.includes(`-${what}-`)).map(([, body]) => JSON.parse(body));

describe('opening a final export', () => {
  it('by its code gives links for a quarter of an hour, after the ledger has who, when and why', async () => {
    const { opening, ledger, inLedger } = setUp();

    expect(await opening()).toEqual({
      is: 'opened',
      archives: [{ ...ARCHIVES[0], url: `${receiptId} for 900 s by AIDA1` }],
      linksUntil: plus(NOON, 15 * MINUTE),
    });
    const entry = { accountId: 'acme', deletionId: 'd-1', receiptId, by: 'AIDA1', reason: 'C-1', on: 'claim-code' };
    expect(acts(ledger, 'opened')).toEqual([{ ...entry, at: NOON.toISOString() }]);
    expect(inLedger).toEqual([['deletions/d-1/final-export-opened-20260301T120000.250Z.json']]);
  });

  it('works until its end, and no link outlives that', async () => {
    const { opening, advance } = setUp();
    advance(30 * DAY - 90 * SECOND);

    expect(await opening()).toMatchObject({ archives: [{ url: expect.stringContaining('for 90 s') }] });
    advance(90 * SECOND);

    await expect(opening()).rejects.toMatchObject({ code: 'too-late' });
  });

  it('is refused once it is destroyed, whatever the clock says', async () => {
    const { opening, ledger } = setUp();
    await ledger.add(`receipts/${receiptId}/final-export-end-20260401T000000.000Z.jws`, 'x');

    await expect(opening()).rejects.toMatchObject({ code: 'too-late' });
  });

  it.each([
    ['a code that is another’s', { code: '0000-0000-0000-0000' }, 'wrong-code'],
    ['a receipt that there is not', { receiptId: 'x'.repeat(43) }, 'no-such-receipt'],
    ['what is no receipt’s id', { receiptId: '../x' }, 'no-such-receipt'],
  ])('is refused for %s, and leaves no trace', async (_, over, code) => {
    const { opening, ledger } = setUp();

    await expect(opening(over)).rejects.toMatchObject({ code });

    expect(ledger.entries.size).toBe(2);
  });

  it('is refused where none was made', async () => {
    const { accountId, deletionId } = statement;

    const refused = { code: 'no-final-export' };
    await expect(setUp({ says: { accountId, deletionId } }).opening()).rejects.toMatchObject(refused);
    await expect(setUp({ says: { ...statement, deletionId: 'd-2' } }).opening()).rejects.toMatchObject(refused);
  });

  it('is not entered where nobody may read it', async () => {
    const { opening, ledger } = setUp({ readable: false });

    await expect(opening()).rejects.toMatchObject({ code: 'no-legal-role' });

    expect(acts(ledger, 'opened')).toEqual([]);
  });
});

describe('opening it without the code', () => {
  const first = { code: null, by: 'AIDA1' };
  const second = { code: null, by: 'AIDA2' };

  it('takes a second operator who says the same', async () => {
    const { opening, ledger, advance } = setUp();

    expect(await opening(first)).toEqual({ is: 'waiting', until: plus(NOON, DAY) });
    advance(HOUR);

    expect(await opening(second)).toMatchObject({ is: 'opened' });
    const asked = { by: 'AIDA1', at: NOON.toISOString() };
    expect(acts(ledger, 'opened')).toMatchObject([{ by: 'AIDA2', reason: 'C-1', on: 'second-operator', asked }]);
  });

  it('is not done by one who says it twice', async () => {
    const { opening, ledger, advance } = setUp();
    await opening(first);
    advance(HOUR);

    expect(await opening(first)).toEqual({ is: 'waiting', until: plus(NOON, DAY) });
    expect([acts(ledger, 'asked').length, acts(ledger, 'opened').length]).toEqual([1, 0]);
  });

  it('is not done by another for another case', async () => {
    const { opening } = setUp();
    await opening(first);

    expect(await opening({ ...second, reason: 'C-2' })).toMatchObject({ is: 'waiting' });
  });

  it('has to be said again after a day', async () => {
    const { opening, advance } = setUp();
    await opening(first);
    advance(DAY);

    expect(await opening(second)).toEqual({ is: 'waiting', until: plus(NOON, 2 * DAY) });
    expect(await opening(first)).toMatchObject({ is: 'opened' });
  });

  it('leaves the word of the first as it is, where it is opened by its code meanwhile', async () => {
    const { opening, advance } = setUp();
    await opening(first);
    await opening({ by: 'AIDA3' });
    advance(MINUTE);

    expect(await opening(second)).toMatchObject({ is: 'opened' });
  });

  it('opens it again when both say so again, and takes who has opened it for nobody who asks', async () => {
    const { opening, advance } = setUp();
    await opening(first);
    await opening(second);
    advance(MINUTE);

    expect(await opening({ ...first, by: 'AIDA3' })).toMatchObject({ is: 'waiting' });
    advance(DAY);
    await opening(first);
    expect(await opening(second)).toMatchObject({ is: 'opened' });
  });

  it('opens it once: for another time both have to say so again', async () => {
    const { opening, advance } = setUp();
    await opening(first);
    await opening(second);
    advance(MINUTE);

    expect(await opening(second)).toMatchObject({ is: 'waiting' });
  });
});
