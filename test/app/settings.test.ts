import { beforeEach, describe, expect, it } from 'vitest';
import { cancelDeletion } from '../../lambdas/app/cancel-deletion.ts';
import { confirmDeletion } from '../../lambdas/app/confirm-deletion.ts';
import { deactivateAccount } from '../../lambdas/app/deactivate-account.ts';
import { getAccount } from '../../lambdas/app/get-account.ts';
import { reactivateAccount } from '../../lambdas/app/reactivate-account.ts';
import type { Session } from '../../lambdas/domain/session.ts';
import { hashOf } from '../../lambdas/domain/token.ts';
import { EMAIL, NOON, requested } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

const ada: Session = { accountId: 'acme', userId: 'ada', role: 'owner', email: EMAIL, authenticatedAt: NOON };

let ports: { accounts: ReturnType<typeof memoryAccounts>; clock: () => Date };
beforeEach(() => {
  ports = { accounts: memoryAccounts(), clock: () => NOON };
});
const stored = () => getAccount(ports)('acme');
const asked = () =>
  ports.accounts.change('acme', (account) => {
    const waiting = requested(account);
    return { ...waiting, latestLink: { ...waiting.latestLink!, tokenHash: hashOf('token') } };
  });

describe('in Settings the owner', () => {
  it('suspends and resumes the account, and is told at their own address', async () => {
    await deactivateAccount(ports)(ada);
    expect(await stored()).toMatchObject({
      status: 'deactivated',
      owed: [{}, {}, { notice: 'account-deactivated', to: EMAIL, dueAt: NOON }],
    });

    await reactivateAccount(ports)(ada);
    expect(await stored()).toMatchObject({ status: 'active' });
  });

  it('confirms with the token and as who asked, and with nothing less', async () => {
    await asked();

    await expect(confirmDeletion(ports)(ada, 'another')).rejects.toThrow('token-invalid');
    await expect(confirmDeletion(ports)({ ...ada, userId: 'bob' }, 'token')).rejects.toThrow('token-invalid');
    await confirmDeletion(ports)({ ...ada, email: 'new@example.com' }, 'token');

    expect(await stored()).toMatchObject({ deletion: { state: 'scheduled', addresses: ['new@example.com'] } });
  });

  it('cancels, and nothing is left of the request', async () => {
    await asked();

    await cancelDeletion(ports)(ada);

    expect(await stored()).toMatchObject({ deletion: null, latestLink: { outcome: 'cancelled' } });
  });
});
