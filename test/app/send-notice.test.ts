import { describe, expect, it } from 'vitest';
import type { Cursor } from '../../lambdas/app/holding.ts';
import type { Mail, Notices } from '../../lambdas/app/ports.ts';
import { sendNotice } from '../../lambdas/app/send-notice.ts';
import type { OwedNotice } from '../../lambdas/domain/owed.ts';
import { DAY, MINUTE, plus, SECOND } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON } from '../support/accounts.ts';

const KEY = { accountId: 'acme', id: 'OWED#notice#1' };
const PLACES = {
  webOrigin: 'https://app.example.com',
  apiUrl: 'https://api.example.com',
  legalContact: 'legal@example.com',
};
const CANCELLED = { kind: 'notice', notice: 'deletion-cancelled', dueAt: NOON } as const;
const toOwner: OwedNotice = { ...CANCELLED, audience: 'owner', to: EMAIL };
const toMembers: OwedNotice = { ...CANCELLED, audience: 'members' };

/** One notice, three members, and a mail service that refuses the addresses in `refused`. */
function setUp({
  notice = toOwner,
  known = EMAIL as string | null,
  now = NOON,
  replacedAfter = Infinity,
  slow = 0,
} = {}) {
  let later = now;
  const sent: string[] = [];
  const texts: string[] = [];
  const about: unknown[] = [];
  const takes: unknown[] = [];
  let released = 0;
  const refused = new Set<string>();
  let [there, cursor] = [true, undefined as Cursor | undefined];
  const notices: Notices = {
    async take(...asked) {
      takes.push(asked);
      return there ? { notice, cursor } : null;
    },
    told: async (_, next) => {
      cursor = next;
      return sent.length < replacedAfter;
    },
    async release() {
      released += 1;
    },
    done: async () => {
      there = false;
    },
  };
  const members = {
    ownerAddress: async () => known,
    async *others(_: string, from?: Cursor) {
      for (const n of [1, 2, 3]) if (n > Number(from?.n ?? 0)) yield { address: `m${n}@example.com`, cursor: { n } };
    },
  };
  const sendMail = async ({ to, text, about: what }: Mail) => {
    if (refused.has(to)) throw new Error('not now');
    sent.push(to);
    texts.push(text);
    about.push(what);
    later = plus(later, slow);
  };
  const coded: string[] = [];
  const claimCode = async (receiptId: string) => {
    coded.push(receiptId);
    return `the code of ${receiptId}`;
  };
  const send = sendNotice({ notices, clock: () => later, sendMail, members, places: PLACES, claimCode });
  return {
    send: () => send(KEY),
    sent,
    texts,
    about,
    takes,
    coded,
    refused,
    isThere: () => there,
    released: () => released,
  };
}

describe('a notice', () => {
  it('to the owner goes to the address that acted and to the one that the members list knows, once each', async () => {
    const two = setUp({ known: 'boss@example.com' });
    const one = setUp();

    expect(await two.send()).toBe('sent');
    expect(await two.send()).toBe('not now');
    await one.send();

    expect([two.sent, one.sent]).toEqual([[EMAIL, 'boss@example.com'], [EMAIL]]);
  });

  it('to members is one mail each, and goes on behind whom it has told when one fails', async () => {
    const { send, sent, refused, isThere } = setUp({ notice: toMembers });
    refused.add('m2@example.com');

    await expect(send()).rejects.toThrow('not now');
    expect(isThere()).toBe(true);
    refused.clear();
    await send();

    expect(sent).toEqual(['m1@example.com', 'm2@example.com', 'm3@example.com']);
    expect(isThere()).toBe(false);
  });

  it('is taken for five minutes, and given back where it cannot be sent', async () => {
    const { send, takes, refused, released } = setUp();
    refused.add(EMAIL);

    await expect(send()).rejects.toThrow('not now');

    expect([takes, released()]).toEqual([[[KEY, NOON, plus(NOON, 5 * MINUTE)]], 1]);
  });

  it('names in each mail the account that it is about, and what it tells', async () => {
    const { send, about, released } = setUp();

    await send();

    expect(about).toEqual([{ accountId: 'acme', what: 'deletion-cancelled' }]);
    expect(released()).toBe(0);
  });

  it('to the owner goes on behind the address that has heard it', async () => {
    const { send, sent, refused } = setUp({ known: 'boss@example.com' });
    refused.add('boss@example.com');
    await expect(send()).rejects.toThrow('not now');
    refused.clear();

    await send();

    expect(sent).toEqual([EMAIL, 'boss@example.com']);
  });

  it('to many is sent in turns, each well within the time of a function', async () => {
    const quick = setUp({ notice: toMembers, slow: 20 * SECOND });
    const slow = setUp({ notice: toMembers, slow: 41 * SECOND });

    expect(await quick.send()).toBe('sent');
    await expect(slow.send()).rejects.toThrow('more to tell');
    expect([slow.sent, slow.released(), slow.isThere()]).toEqual([['m1@example.com'], 1, true]);
    await expect(slow.send()).rejects.toThrow('more to tell');
    expect(await slow.send()).toBe('sent');

    expect(slow.sent).toEqual(['m1@example.com', 'm2@example.com', 'm3@example.com']);
  });

  it('that is replaced while it is sent stops there', async () => {
    const { send, sent } = setUp({ notice: toMembers, replacedAfter: 1 });

    expect(await send()).toBe('not now');

    expect(sent).toEqual(['m1@example.com']);
  });

  it('to the owner goes to whom there is to tell, and is done with where there is nobody', async () => {
    const nobodys = { ...toOwner, to: null };
    const [known, unknown] = [setUp({ notice: nobodys }), setUp({ notice: nobodys, known: null })];

    expect([await known.send(), await unknown.send()]).toEqual(['sent', 'sent']);

    expect([known.sent, unknown.sent, unknown.isThere()]).toEqual([[EMAIL], [], false]);
  });

  it('of a final export carries the code of its receipt to every address, and no other notice does', async () => {
    const deleted = { ...toOwner, notice: 'account-deleted', deletedAt: NOON, receiptId: 'receipt-1' } as const;
    const two = setUp({ notice: { ...deleted, finalExportUntil: plus(NOON, 30 * DAY) }, known: 'boss@example.com' });
    const none = setUp({ notice: deleted });
    await two.send();
    await none.send();

    expect(two.texts.map((text) => text.includes('\n\nthe code of receipt-1\n'))).toEqual([true, true]);
    expect(none.texts.join()).not.toContain('the code');
    expect([two.coded, none.coded]).toEqual([['receipt-1'], []]);
  });

  it('that could not be sent for 14 days is dropped, and said so', async () => {
    const { send, sent, isThere } = setUp({ now: plus(NOON, 14 * DAY) });

    expect(await send()).toBe('dropped');

    expect([sent, isThere()]).toEqual([[], false]);
  });
});
