import { describe, expect, it } from 'vitest';
import { undelivered } from '../../lambdas/domain/delivery.ts';
import { EMAIL, requested, scheduled } from '../support/accounts.ts';

const word = { deletionId: 'd-1', delivery: 'bounced', addresses: [EMAIL] } as const;

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
  ])('%s changes nothing', (_, account, told) => {
    expect(undelivered(account, told)).toBe(account);
  });
});
