import { describe, expect, it } from 'vitest';
import { requestDeletion } from '../../lambdas/app/request-deletion.ts';
import type { LivingAccount } from '../../lambdas/domain/account.ts';
import type { OwedEvent } from '../../lambdas/domain/owed.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

/** A request that waits since noon, and somebody who asks later. */
async function setUp(now: Date, authenticatedAt = now) {
  const accounts = memoryAccounts();
  await accounts.change('acme', (account) => request(account, ask(), NOON));
  const again = requestDeletion({
    accounts,
    clock: () => now,
    sendMail: async () => {},
    newId: () => 'd-2',
    newToken: () => 'x'.repeat(43),
    webOrigin: 'https://app.example.com',
  });
  return {
    again: () => again({ accountId: 'acme', userId: 'ada', role: 'owner', email: EMAIL, authenticatedAt }),
    stored: async () => (await accounts.load('acme')) as LivingAccount,
  };
}
const revision = ({ id }: OwedEvent) => /#(\d+)-\d+$/.exec(id ?? '')?.[1];

describe('asking again', () => {
  it('after the request has expired ends it first, so that each has a revision of its own', async () => {
    const { again, stored } = await setUp(plus(NOON, DAY));

    await again();

    const events = (await stored()).owed.filter(({ kind }) => kind === 'event') as OwedEvent[];
    expect(events.map((event) => [event.event, 'deletionId' in event && event.deletionId, revision(event)])).toEqual([
      ['AccountDeletionRequested', 'd-1', '1'],
      ['AccountDeletionExpired', 'd-1', '2'],
      ['AccountDeletionRequested', 'd-2', '3'],
    ]);
  });

  it('while it waits is one change', async () => {
    const { again, stored } = await setUp(plus(NOON, 2 * MINUTE));

    await again();

    expect(await stored()).toMatchObject({ rev: 2, deletion: { deletionId: 'd-1' } });
  });

  it('after it has expired changes nothing where it is refused', async () => {
    const { again, stored } = await setUp(plus(NOON, DAY), NOON);

    await expect(again()).rejects.toThrow('reauthentication-required');

    expect(await stored()).toMatchObject({ rev: 1, deletion: { deletionId: 'd-1' } });
  });
});
