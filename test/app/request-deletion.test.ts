import { describe, expect, it } from 'vitest';
import type { Mail } from '../../lambdas/app/ports.ts';
import { requestDeletion } from '../../lambdas/app/request-deletion.ts';
import type { LivingAccount } from '../../lambdas/domain/account.ts';
import { accountTag, hashOf } from '../../lambdas/domain/token.ts';
import { EMAIL, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

const RANDOM = 'aB3-_'.repeat(8).padEnd(43, 'x');
const TOKEN = `${accountTag('acme')}${RANDOM}`;
const ADA = { accountId: 'acme', userId: 'ada', role: 'owner', email: EMAIL, authenticatedAt: NOON } as const;

function setUp({ refuses = false } = {}) {
  const sent: Mail[] = [];
  const accounts = memoryAccounts();
  const ask = requestDeletion({
    accounts,
    clock: () => NOON,
    sendMail: async (mail) => {
      sent.push(mail);
      if (refuses) throw new Error('not now');
    },
    newId: () => 'd-1',
    newToken: () => RANDOM,
    webOrigin: 'https://app.example.com',
  });
  const stored = async () => (await accounts.load('acme')) as LivingAccount;
  return { ask: () => ask(ADA), sent, stored };
}

describe('the mailed link', () => {
  it('carries 49 characters that begin with the account’s tag, and nothing besides', async () => {
    const { ask, sent } = setUp();

    await ask();

    const [, token] = /^https:\/\/app\.example\.com\/account\/deletion\/confirm#token=(\S+)$/m.exec(sent[0]!.text)!;
    expect(sent[0]).toMatchObject({
      to: EMAIL,
      about: { accountId: 'acme', what: 'confirm-deletion', deletionId: 'd-1' },
    });
    expect(token).toBe(TOKEN);
    expect(token).toHaveLength(49);
  });

  it('is stored as the hash of the whole token alone', async () => {
    const { ask, stored } = setUp();

    const answered = await ask();

    expect(answered).toEqual(await stored());
    expect((await stored()).latestLink).toMatchObject({ tokenHash: hashOf(TOKEN) });
    expect(JSON.stringify(await stored())).not.toContain(RANDOM);
  });

  it('stays good when its mail could not be handed over, for it may have arrived', async () => {
    const { ask, stored } = setUp({ refuses: true });

    await expect(ask()).rejects.toThrow('mail-unavailable');

    expect(await stored()).toMatchObject({
      latestLink: { tokenHash: hashOf(TOKEN) },
      deletion: { mail: { delivery: 'failed' } },
    });
  });
});
