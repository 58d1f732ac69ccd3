import { describe, expect, it } from 'vitest';
import { readSigned } from '../../lambdas/adapters/signed-receipts.ts';
import { checkedReceipt } from '../../lambdas/app/checked-receipt.ts';
import type { Sighting } from '../../lambdas/app/holding.ts';
import { receipts } from '../../lambdas/app/receipts.ts';
import { runCanary } from '../../lambdas/app/run-canary.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import type { ReceiptFacts } from '../../lambdas/domain/receipt.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { memoryPause } from '../support/memory-pause.ts';
import { FACTS, testSigner } from '../support/receipts.ts';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const FIRST = 'canary-2026-03-01';
const TWIN = 'canary-2026-03-01-twin';
const { receiptId } = FACTS;

function setUp() {
  const accounts = memoryAccounts();
  const ledger = memoryLedger();
  const { signer, jwks } = testSigner();
  let now = NOON;
  let ids = 0;
  let sighting: Sighting = { contacts: { held: 0, left: 0 }, usage: { held: 1, left: 0 } };
  let ofTwin: Sighting = { contacts: { held: 1, left: 1 } };
  const pause = memoryPause();
  const planted: string[] = [];
  const run = runCanary({
    accounts,
    clock: () => now,
    newId: () => `d-${++ids}`,
    prefix: 'canary-',
    planted: [{ name: 'contacts', plant: async (accountId) => void planted.push(accountId) }],
    holdings: ['contacts', 'usage'],
    verify: async ({ accountId }) => (accountId.endsWith('-twin') ? ofTwin : sighting),
    pause,
    ledger,
    receipt: checkedReceipt({ ledger, getKeys: async () => jwks as never, readSigned }),
  });
  return {
    accounts,
    pause,
    ledger,
    planted,
    run,
    runAt(date: Date) {
      now = date;
      return run();
    },
    left: (found: Sighting) => {
      sighting = found;
    },
    leftOfTwin: (found: Sighting) => {
      ofTwin = found;
    },
    /** Purges the first canary, and says of it what a receipt would, or something else. */
    async purge(over: Partial<ReceiptFacts> = {}, by = signer) {
      const at = plus(NOON, 7 * DAY);
      const of = { deletionId: 'd-1', execution: 'arn:1' };
      await accounts.change(FIRST, (account) => claim(account, { ...of, ownerAddress: null, receiptId }, at));
      await accounts.change(FIRST, (account) => finish(account, of, { deletedAt: at, kept: [] }));
      const facts = { ...FACTS, purgeAt: at, startedAt: plus(at, 1_000), ...over };
      await receipts({ signer: by, ledger }).issue(facts);
    },
  };
}

describe('a canary', () => {
  it('is made once a day, with something to lose, and goes straight to seven days of grace', async () => {
    const { accounts, planted, runAt } = setUp();

    for (const hours of [0, 6, 12])
      expect(await runAt(plus(NOON, hours * HOUR))).toEqual({ canary: null, faults: [], paused: false });

    expect(planted).toEqual([FIRST, TWIN, 'canary-2026-03-02', 'canary-2026-03-02-twin']);
    expect(await accounts.load(FIRST)).toMatchObject({
      deletion: { state: 'scheduled', purgeAt: plus(NOON, 7 * DAY), addresses: [] },
    });
  });

  it('is well when it is gone, with a receipt that is signed, of something that was there', async () => {
    const { runAt, purge } = setUp();
    await runAt(NOON);
    await purge();

    expect(await runAt(plus(NOON, 8 * DAY))).toEqual({ canary: FIRST, faults: [], paused: false });
  });

  it('is not well while it lives', async () => {
    const { runAt } = setUp();
    await runAt(NOON);

    expect(await runAt(plus(NOON, 8 * DAY))).toMatchObject({ canary: FIRST, faults: ['it is not deleted'] });
  });

  it('is not well where something is left, or nobody could look', async () => {
    const { runAt, purge, left } = setUp();
    await runAt(NOON);
    await purge();
    left({ contacts: { held: 1, left: 1 } });

    expect((await runAt(plus(NOON, 8 * DAY))).faults).toEqual(['contacts is not empty', 'usage is not empty']);
  });

  it.each<[string, Partial<ReceiptFacts>]>([
    ['it began early', { startedAt: plus(NOON, 7 * DAY - 1) }],
    ['it began late', { startedAt: plus(NOON, 7 * DAY + HOUR + 1) }],
    ['nothing was found in contacts', { holdings: [{ ...FACTS.holdings[0]!, before: 0 }] }],
  ])('is not well where %s', async (fault, over) => {
    const { runAt, purge } = setUp();
    await runAt(NOON);
    await purge(over);

    expect((await runAt(plus(NOON, 8 * DAY))).faults).toEqual([fault]);
  });

  it('is not well where its receipt is signed by another key of the same name', async () => {
    const { runAt, purge } = setUp();
    await runAt(NOON);
    await purge({}, testSigner().signer);

    expect((await runAt(plus(NOON, 8 * DAY))).faults).toEqual(['there is no valid receipt']);
  });
});

describe('the twin of a canary', () => {
  it('is not deleted before it was looked at, and then it is', async () => {
    const { accounts, runAt, purge } = setUp();
    await runAt(NOON);
    await purge();
    expect(await accounts.load(TWIN)).toMatchObject({ rev: 0 });

    await runAt(plus(NOON, 8 * DAY));

    expect(await accounts.load(TWIN)).toMatchObject({ deletion: { state: 'scheduled' } });
  });

  it('pauses all purges where it has lost something, with a trace in the ledger', async () => {
    const { runAt, purge, leftOfTwin, pause, ledger } = setUp();
    await runAt(NOON);
    await purge();
    leftOfTwin({ contacts: { held: 0, left: 0 } });

    const outcome = await runAt(plus(NOON, 8 * DAY));

    expect(outcome).toMatchObject({ faults: ['contacts of its twin is empty'], paused: true });
    expect(await pause.read()).toMatchObject({ by: 'canary' });
    expect([...ledger.entries.keys()].filter((path) => path.startsWith('operators/paused-'))).toHaveLength(1);
  });

  it('pauses them though the canary itself lives on', async () => {
    const { runAt, leftOfTwin, pause } = setUp();
    await runAt(NOON);
    leftOfTwin({ contacts: { held: 0, left: 0 } });

    await runAt(plus(NOON, 8 * DAY));

    expect(await pause.read()).not.toBeNull();
  });

  it('pauses nothing where nobody could look', async () => {
    const { runAt, purge, leftOfTwin, pause } = setUp();
    await runAt(NOON);
    await purge();
    leftOfTwin({});

    expect(await runAt(plus(NOON, 8 * DAY))).toMatchObject({ faults: [], paused: false });
    expect(await pause.read()).toBeNull();
  });
});

describe('a receipt, as it is checked', () => {
  it.each(['', 'a.b.c', 'e30.e30.e30', '....'])('is none where it is "%s"', (text) => {
    expect(readSigned(text, testSigner().jwks.keys as never)).toBeNull();
  });
});
