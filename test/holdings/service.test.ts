import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestKey } from '../../conformance/keys.ts';
import { signedRequests } from '../../lambdas/adapters/signed-request.ts';
import type { Cursor, Erased } from '../../lambdas/app/holding.ts';
import { service } from '../../lambdas/holdings/service.ts';
import { service as lookAtService } from '../../lambdas/verification/service.ts';
import { heldAgainstDocument } from '../conformance/document.ts';
import { inTime, services, specOf } from '../conformance/holding.ts';
import { type RunningService, startService } from '../conformance/service.ts';
import { signerOf } from '../conformance/signer.ts';
import { holdingContract } from '../contracts/holdings.ts';

const crm = services();
const request = heldAgainstDocument(crm.request);
let sound: RunningService;
beforeAll(async () => {
  sound = await startService(crm.jwks);
});
afterAll(() => sound.stop());

holdingContract('another service', () => ({
  holding: service(request, specOf(sound.url)),
  look: lookAtService(request, specOf(sound.url)),
  fill: async (accountId, records) => sound.fill(accountId, records),
  stored: async (accountId) => [...(sound.contacts.get(accountId) ?? [])].map(([id, contact]) => ({ id, ...contact })),
}));

describe('a service that takes its time', () => {
  it('is asked again after as long as it says, until it is done', async () => {
    const { running, holding } = await crm.started({ slowness: 1 });

    const told: Erased[] = [];
    for (let cursor: Cursor | undefined, more = true; more; more = cursor !== undefined) {
      const erased = await holding.erase('acme', { ...inTime, cursor });
      told.push(erased);
      await sleep(1_000 * (erased.after ?? 0));
      cursor = erased.cursor;
    }

    expect(told[0]).toEqual({ erased: 0, cursor: {}, after: 1 });
    expect(told.at(-1)).toEqual({ erased: 10 });
    expect(running.contacts.get('acme')!.size).toBe(0);
  });

  it('is asked for the same place again, and what went before is counted', async () => {
    const answers = [{ body: { erased: 500, cursor: 'half' } }, { retryAfter: 30 }, { body: { erased: 2 } }];
    const asked: unknown[] = [];
    const holding = service(async (...question) => {
      asked.push(question);
      return answers.shift()!;
    }, specOf('https://crm.example'));

    const first = await holding.erase('acme', inTime);
    expect(first).toEqual({ erased: 500, cursor: { cursor: 'half' }, after: 30 });
    expect(await holding.erase('acme', { ...inTime, cursor: first.cursor })).toEqual({ erased: 2 });

    const [url, options] = ['https://crm.example/erase', { idempotencyKey: 'd-1' }];
    const question = { accountId: 'acme', deletionId: 'd-1' };
    expect(asked).toEqual([
      [url, question, options],
      [url, { ...question, cursor: 'half' }, options],
      [url, { ...question, cursor: 'half' }, options],
    ]);
  });

  it('is left alone for a minute where it has more, and removed nothing', async () => {
    const holding = service(async () => ({ body: { erased: 0, cursor: 'more' } }), specOf('https://crm.example'));

    expect(await holding.erase('acme', inTime)).toEqual({ erased: 0, cursor: { cursor: 'more' }, after: 60 });
  });

  it.each(['suspend', 'resume', 'fence'] as const)('has not yet done it: %s', async (verb) => {
    const { holding } = await crm.started({ verbs: () => ({ [verb]: () => ({ retryAfter: 5 }) }) });

    await expect(holding[verb]!('acme', 'd-1')).rejects.toThrow(`/deletion/${verb}: not yet`);
  });

  it('may not take it to count, to export or to verify', async () => {
    const wait = () => ({ retryAfter: 5 });
    const { holding, look } = await crm.started({ verbs: () => ({ count: wait, export: wait, verify: wait }) });

    await expect(holding.count('acme', 10)).rejects.toThrow('/count: answered 202');
    await expect(Array.fromAsync(holding.export('acme'))).rejects.toThrow('/export: answered 202');
    await expect(look('acme', inTime)).rejects.toThrow('/verify: answered 202');
  });
});

describe('a service that is down', () => {
  it('is asked in vain, and ends what it began once it is back', async () => {
    const { running, holding } = await crm.started({}, 1_200);
    const { cursor, erased } = await holding.erase('acme', { ...inTime, timeLeft: () => 0 });
    expect(erased).toBe(500);
    const port = Number(new URL(running.url).port);
    await running.stop();

    await expect(holding.erase('acme', { ...inTime, cursor })).rejects.toThrow('did not answer (ECONNREFUSED)');
    await expect(holding.fence!('acme', 'd-1')).rejects.toThrow('did not answer (ECONNREFUSED)');

    const { running: back } = await crm.started({}, 700, port);
    expect(await holding.erase('acme', { ...inTime, cursor })).toEqual({ erased: 700 });
    expect(back.contacts.get('acme')!.size).toBe(0);
  });
});

describe('counting a service', () => {
  it('believes no more than it asked for, and asks for all where there is no bound', async () => {
    const asked: unknown[] = [];
    const holding = service(async (_, body) => {
      asked.push(body);
      return { body: { count: 12 } };
    }, specOf('https://crm.example'));

    expect(await holding.count('acme', 10)).toEqual({ count: 10, atLeast: true });
    expect(await holding.count('acme', Number.POSITIVE_INFINITY)).toEqual({ count: 12 });
    expect(asked).toEqual([{ accountId: 'acme', most: 10 }, { accountId: 'acme' }]);
  });
});

describe('a request that is refused', () => {
  it('is an error when the service does not know our key', async () => {
    const stranger = service(signedRequests(signerOf(requestKey())), specOf(sound.url));
    sound.fill('safe', 3);

    await expect(stranger.erase('safe', inTime)).rejects.toThrow('/erase: answered 401');

    expect(sound.contacts.get('safe')!.size).toBe(3);
  });
});
