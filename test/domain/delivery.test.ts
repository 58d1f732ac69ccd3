import { describe, expect, it } from 'vitest';
import { untouched } from '../../lambdas/domain/account.ts';
import { undelivered } from '../../lambdas/domain/delivery.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';

const word = { deletionId: 'd-1', delivery: 'bounced', addresses: [EMAIL] } as const;
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const purgeAt = plus(NOON, 7 * DAY);
const dead = finish(claim(scheduled(), by, purgeAt), by, { deletedAt: purgeAt, kept: [] });

describe('a link that did not arrive', () => {
  it('is said so', () => {
    expect(undelivered(requested(), word)).toMatchObject({
      deletion: { mail: { sentTo: EMAIL, delivery: 'bounced' } },
    });
  });

  it('is told once, however often the mail service says it', () => {
    const account = undelivered(requested(), word);

    expect(undelivered(account, word)).toBe(account);
  });

  it.each([
    ['of another deletion', requested(), { ...word, deletionId: 'd-0' }],
    ['to another address', requested(), { ...word, addresses: ['old@example.com'] }],
    ['that was confirmed all the same', scheduled(), word],
    ['that nobody asked for', untouched('acme'), word],
    ['of an account that is dead', dead, word],
  ])('%s changes nothing', (_, account, told) => {
    expect(undelivered(account, told)).toBe(account);
  });
});
