import { describe, expect, it } from 'vitest';
import type { SignedRequest } from '../../lambdas/adapters/signed-request.ts';
import { service } from '../../lambdas/holdings/service.ts';
import { service as lookAtService } from '../../lambdas/verification/service.ts';
import { inTime, services, specOf } from '../conformance/holding.ts';
import type { Otherwise } from '../conformance/service.ts';

const crm = services();
const instead = (...answer: [status: number, headers: Record<string, string>, body: string]): Otherwise => ({
  instead: (_, response) => {
    response.writeHead(answer[0], answer[1]).end(answer[2]);
    return true;
  },
});
const json = { 'content-type': 'application/json' };

describe('an answer that is none', () => {
  const answers: Record<string, Otherwise> = {
    unavailable: instead(503, { ...json, 'retry-after': '5' }, '{}'),
    'not found': instead(404, json, '{}'),
    gone: instead(410, json, '{}'),
    'a redirect': instead(308, { location: 'https://elsewhere.example/' }, ''),
    'a page': instead(200, { 'content-type': 'text/html' }, '<p>All is well</p>'),
    nothing: instead(200, json, ''),
    'no content': instead(204, {}, ''),
    'an error inside a 200': instead(200, json, '{"error":"busy"}'),
    'an error beside what is expected': instead(
      200,
      json,
      '{"count":0,"records":[],"erased":0,"held":0,"left":0,"error":"busy"}',
    ),
    'a list': instead(200, json, '[]'),
    'too large': instead(200, json, `{"records":["${'x'.repeat(1_100_000)}"]}`),
  };
  it.each(Object.entries(answers))('is a failure of every verb: %s', async (_, otherwise) => {
    const { running, holding, look } = await crm.started(otherwise);
    const failures = await Promise.allSettled([
      holding.count('acme', 10),
      Array.fromAsync(holding.export('acme')),
      holding.suspend('acme'),
      holding.resume('acme'),
      holding.fence!('acme', 'd-1'),
      holding.erase('acme', inTime),
      look('acme', inTime),
    ]);

    expect(failures.map(({ status }) => status)).toEqual(Array(7).fill('rejected'));
    expect(running.contacts.get('acme')!.size).toBe(10);
  });

  it.each([
    ['count', { count: -1 }],
    ['count', { count: 1.5 }],
    ['count', { count: '3' }],
    ['count', { count: 3, atLeast: false }],
    ['erase', {}],
    ['erase', { erased: 1, cursor: '' }],
    ['erase', { erased: 1, cursor: null }],
    ['verify', { held: 0 }],
    ['verify', { held: 0, left: null }],
    ['export', { records: ['Ada Lovelace'] }],
    ['suspend', null],
  ])('is a failure: to %s %j', async (verb, body) => {
    const request: SignedRequest = async () => ({ body });
    const holding = service(request, specOf('https://crm.example'));
    const ask = {
      count: () => holding.count('acme', 10),
      erase: () => holding.erase('acme', inTime),
      verify: () => lookAtService(request, specOf('https://crm.example'))('acme', inTime),
      export: () => Array.fromAsync(holding.export('acme')),
      suspend: () => holding.suspend('acme'),
    };

    await expect(ask[verb as keyof typeof ask]()).rejects.toThrow(
      `POST https://crm.example/${verb}: answered what the contract does not know`,
    );
  });

  it('is a page of an export that comes again', async () => {
    const { holding } = await crm.started({ verbs: () => ({ export: () => ({ records: [], cursor: 'same' }) }) });

    await expect(Array.fromAsync(holding.export('acme'))).rejects.toThrow('/export: does not move on');
  });
});
