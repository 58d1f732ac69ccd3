import { describe, expect, it } from 'vitest';
import { claimPath, entryPath, pointerPath, receiptPath } from '../../lambdas/app/ledger-paths.ts';
import { reapplyDeletions } from '../../lambdas/app/reapply-deletions.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { ask, link, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

const PURGED = plus(NOON, 7 * DAY);
const NOW = plus(PURGED, DAY);

async function setUp() {
  const [accounts, ledger] = [memoryAccounts(), memoryLedger()];
  const confirmed = async (id: string, deletionId: string) => {
    await accounts.change(id, (account) => request(account, ask({ deletionId }), NOON));
    await accounts.change(id, (account) => confirm(account, link(), NOON));
  };
  const purged = async (accountId: string, deletionId: string, deletedAt: Date) => {
    await ledger.add(claimPath(deletionId), JSON.stringify({ accountId, deletionId }));
    await ledger.add(pointerPath(deletionId), JSON.stringify({ receiptId: `r-${deletionId}` }));
    const statement = { deletedAt, retained: [{ name: 'usage', until: plus(deletedAt, 3_650 * DAY) }] };
    const payload = Buffer.from(JSON.stringify(statement)).toString('base64url');
    await ledger.add(receiptPath(`r-${deletionId}`), `header.${payload}.signature`);
  };
  const scheduled = async function* () {
    for (const id of ['waiting', 'forgotten', 'called-off']) {
      const { deletion } = (await accounts.load(id)) as { deletion?: { state: string } | null };
      if (deletion?.state === 'scheduled') yield id;
    }
  };
  const again = reapplyDeletions({ accounts, ledger, clock: () => NOW, scheduled });
  return { accounts, ledger, confirmed, purged, again };
}

describe('reapplying deletions after a restore', () => {
  it('has purges and cancels hold again that the table has forgotten, and postpones what is still to come', async () => {
    const { accounts, ledger, confirmed, purged, again } = await setUp();
    await confirmed('forgotten', 'd-1');
    await confirmed('called-off', 'd-2');
    await confirmed('waiting', 'd-3');
    await ledger.add(entryPath({ deletionId: 'd-3', entry: 'confirmed' }), JSON.stringify({ accountId: 'waiting' }));
    await purged('forgotten', 'd-1', PURGED);
    await ledger.add(
      entryPath({ deletionId: 'd-2', entry: 'cancelled' }),
      JSON.stringify({ accountId: 'called-off', deletionId: 'd-2' }),
    );

    expect(await again(plus(PURGED, -HOUR))).toEqual({ purged: 1, cancelled: 1, postponed: 1 });

    expect(await accounts.load('forgotten')).toMatchObject({
      status: 'deleted',
      deletedAt: PURGED,
      receiptId: 'r-d-1',
    });
    expect(await accounts.load('called-off')).toMatchObject({ status: 'active', deletion: null });
    expect(await accounts.load('waiting')).toMatchObject({ deletion: { purgeAt: plus(NOW, DAY) } });
  });

  it('leaves alone what ended before the backup was taken', async () => {
    const { accounts, confirmed, purged, again } = await setUp();
    await confirmed('forgotten', 'd-1');
    await purged('forgotten', 'd-1', plus(PURGED, -2 * DAY));

    expect(await again(PURGED)).toMatchObject({ purged: 0 });

    expect(await accounts.load('forgotten')).toMatchObject({ deletion: { state: 'scheduled' } });
  });

  it('may be repeated: what holds is looked at, and nothing is changed twice', async () => {
    const { accounts, confirmed, purged, again } = await setUp();
    await confirmed('forgotten', 'd-1');
    await purged('forgotten', 'd-1', PURGED);
    await again(PURGED);
    const before = await accounts.load('forgotten');

    expect(await again(PURGED)).toEqual({ purged: 0, cancelled: 0, postponed: 0 });

    expect(await accounts.load('forgotten')).toEqual(before);
  });
});
