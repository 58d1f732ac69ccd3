import { describe, expect, it } from 'vitest';
import type { Look } from '../../lambdas/app/holding.ts';
import { verifyDeletion } from '../../lambdas/app/verify-deletion.ts';
import { NOON } from '../support/accounts.ts';

const clock = () => NOON;
const asked = { accountId: 'acme', deletionId: 'd-1', so: {}, holdings: ['contacts', 'calls'], time: 60_000 };

describe('verifying a deletion', () => {
  it('looks at the holdings that are asked for, and counts on from where an earlier look stopped', async () => {
    const looks = new Map<string, Look>([
      ['contacts', async (_, { cursor }) => (cursor ? { held: 5, left: 5 } : { held: 1, left: 1, cursor: { at: 1 } })],
      ['calls', async () => ({ held: 3, left: 0 })],
      ['profile', () => Promise.reject(new Error('nobody asked'))],
    ]);
    const verify = verifyDeletion(looks, clock, () => {});

    const first = await verify(asked);
    const second = await verify({ ...asked, so: first });

    expect(first).toEqual({ contacts: { held: 1, left: 1, cursor: { at: 1 } }, calls: { held: 3, left: 0 } });
    expect(second).toEqual({ contacts: { held: 6, left: 6 }, calls: { held: 3, left: 0 } });
  });

  it('says of what it cannot look at that it was not seen, and keeps what is known', async () => {
    const unseen: string[] = [];
    const refuse: Look = () => Promise.reject(new Error('no'));
    const looks = new Map([
      ['contacts', refuse],
      ['calls', refuse],
    ]);
    const verify = verifyDeletion(looks, clock, (holding) => void unseen.push(holding));
    const contacts = { held: 1, left: 1, cursor: { at: 1 } };

    expect(await verify({ ...asked, so: { contacts } })).toEqual({ contacts });
    expect(unseen).toEqual(['contacts', 'calls']);
  });

  it('tells each look how much time is left', async () => {
    let now = NOON;
    const left: number[] = [];
    const look: Look = async (_, { timeLeft }) => {
      left.push(timeLeft());
      now = new Date(now.getTime() + 1_000);
      left.push(timeLeft());
      return { held: 0, left: 0 };
    };

    await verifyDeletion(
      new Map([['contacts', look]]),
      () => now,
      () => {},
    )({ ...asked, holdings: ['contacts'] });

    expect(left).toEqual([60_000, 59_000]);
  });
});
