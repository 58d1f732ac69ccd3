import { describe, expect, it, vi } from 'vitest';
import { recordDelivery } from '../../lambdas/app/record-delivery.ts';
import { request } from '../../lambdas/domain/request.ts';
import { mailEvents } from '../../lambdas/events/mail-events.ts';
import { ask, EMAIL, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

const ID = 'acme|1';
const tags = (what: string) => ({
  account: [Buffer.from(ID).toString('base64url')],
  what: [what],
  deletion: ['d-1'],
});
const bounce = (what: string, bounceType = 'Permanent') => ({
  mail: { tags: tags(what), destination: [EMAIL] },
  bounce: { bounceType, bouncedRecipients: [{ emailAddress: EMAIL }] },
});

async function setUp() {
  const accounts = memoryAccounts();
  await accounts.change(ID, (account) => request(account, ask(), NOON));
  const handler = mailEvents(recordDelivery({ accounts }));
  const delivery = async (detail: unknown) => {
    await handler({ detail });
    const account = await accounts.load(ID);
    return (
      account.status !== 'deleted' &&
      account.deletion?.state === 'awaiting-confirmation' &&
      account.deletion.mail?.delivery
    );
  };
  return { delivery };
}

describe('what the mail service tells later', () => {
  it.each([
    ['a bounce', bounce('confirm-deletion'), 'bounced'],
    ['a full mailbox', bounce('confirm-deletion', 'Transient'), 'sent'],
    [
      'a refusal',
      { mail: { tags: tags('confirm-deletion'), destination: [EMAIL] }, reject: { reason: 'x' } },
      'failed',
    ],
    [
      'a complaint',
      {
        ...bounce('confirm-deletion'),
        bounce: undefined,
        complaint: { complainedRecipients: [{ emailAddress: EMAIL }] },
      },
      'complained',
    ],
  ])('of the confirmation mail is shown in Settings: %s', async (_, detail, expected) => {
    const { delivery } = await setUp();

    expect(await delivery(detail)).toBe(expected);
  });

  it('of another mail is counted, without its address, and changes nothing', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { delivery } = await setUp();

    expect(await delivery(bounce('deletion-scheduled'))).toBe('sent');

    expect(logged.mock.calls).toEqual([[{ accountId: ID, notice: 'deletion-scheduled', undelivered: 'bounced' }]]);
    logged.mockRestore();
  });

  it('of a mail that is none of ours is refused', async () => {
    const { delivery } = await setUp();

    await expect(delivery({ mail: { tags: {}, destination: [] } })).rejects.toThrow();
  });
});
