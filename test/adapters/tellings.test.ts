import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import { dynamoTellings } from '../../lambdas/adapters/dynamo-tellings.ts';
import { kindOf, revisionOf } from '../../lambdas/adapters/stored-account.ts';
import type { Accounts } from '../../lambdas/app/ports.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { deactivate } from '../../lambdas/domain/deactivate.ts';
import { expire } from '../../lambdas/domain/expire.ts';
import type { OwedEntry, OwedEvent } from '../../lambdas/domain/owed.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';

const db = engine();
let table: string;
let accounts: Accounts;
beforeAll(async () => {
  table = await db.table('accounts', { partition: 'pk', sort: 'sk' });
  accounts = dynamoAccounts(db.documents, table);
});

const owedTellings = async (accountId: string) =>
  (await accounts.load(accountId)).owed.filter(({ kind }) => kind === 'event' || kind === 'entry') as (
    | OwedEvent
    | OwedEntry
  )[];
const nameOf = (telling: OwedEvent | OwedEntry) => ('event' in telling ? telling.event : telling.entry);

/** Asked, confirmed, deactivated, cancelled, asked again and left to expire. */
async function lived(accountId: string) {
  await accounts.change(accountId, (account) => request(account, ask(), NOON));
  await accounts.change(accountId, (account) => confirm(account, link(), NOON));
  await accounts.change(accountId, (account) => deactivate(account, EMAIL, NOON));
  await accounts.change(accountId, (account) => cancel(account, EMAIL, NOON));
  const later = plus(NOON, DAY);
  const again = ask({ deletionId: 'd-2', tokenHash: 'h', authenticatedAt: later });
  await accounts.change(accountId, (account) => request(account, again, later));
  await accounts.change(accountId, (account) => expire(account, 'd-2', plus(later, DAY)));
}

describe('what is to be told', () => {
  it('carries the revision of the account with which it happened', async () => {
    await lived('life');

    const told = (await owedTellings('life')).map((telling) => [revisionOf(telling.id!), nameOf(telling)]);

    expect(told.sort()).toEqual([
      [1, 'AccountDeletionRequested'],
      [2, 'AccountDeletionScheduled'],
      [2, 'confirmed'],
      [3, 'AccountDeactivated'],
      [4, 'AccountDeletionCancelled'],
      [4, 'cancelled'],
      [5, 'AccountDeletionRequested'],
      [6, 'AccountDeletionExpired'],
    ]);
  });

  it('is read whole, however it is, and is gone once it is struck off', async () => {
    await lived('whole');
    const tellings = dynamoTellings(db.documents, table);
    const owed = await owedTellings('whole');
    expect(owed).toHaveLength(8);

    for (const { id, ...telling } of owed) {
      const key = { accountId: 'whole', id: id! };
      expect(await tellings.read(key)).toEqual(telling);
      await tellings.done(key);
      expect(await tellings.read(key)).toBeNull();
    }

    expect(await owedTellings('whole')).toEqual([]);
    expect(await accounts.load('whole')).toMatchObject({ rev: 6, deletion: null });
  });

  it('can be struck off twice', async () => {
    await accounts.change('twice', (account) => deactivate(account, EMAIL, NOON));
    const tellings = dynamoTellings(db.documents, table);
    const [telling] = await owedTellings('twice');
    const key = { accountId: 'twice', id: telling!.id! };

    await tellings.done(key);
    await tellings.done(key);

    expect(await tellings.read(key)).toBeNull();
  });
});

describe('the key of what is owed', () => {
  const id = 'OWED#event#2026-03-01T12:00:00.250Z#17-3';

  it('says of which kind it is, and with which revision it came', () => {
    expect([kindOf(id), revisionOf(id)]).toEqual(['event', 17]);
  });

  it.each(['', 'ACCOUNT', 'OWED#event#2026-03-01T12:00:00.250Z'])('is not %j', (other) => {
    expect(() => revisionOf(other)).toThrow('not the key');
  });
});
