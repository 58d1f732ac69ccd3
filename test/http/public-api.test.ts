import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { Fault } from '../../lambdas/domain/fault.ts';
import type { Answer } from '../../lambdas/http/answer.ts';
import { keysRoute } from '../../lambdas/http/keys.ts';
import { publicApi } from '../../lambdas/http/public-api.ts';
import { receiptRoute } from '../../lambdas/http/receipt.ts';

function ask(handler: unknown, pathParameters?: Record<string, string>): Promise<Answer> {
  const event = { requestContext: { requestId: 'r-1' }, pathParameters } as unknown as APIGatewayProxyEventV2;
  const call = handler as (event: unknown, context: Context) => Promise<Answer>;
  return call(event, { getRemainingTimeInMillis: () => 10_000 } as Context);
}

describe('a receipt', () => {
  const receipts = publicApi(
    receiptRoute(async (receiptId) => {
      if (receiptId !== 'known') throw new Fault('not-found', { detail: 'There is no such receipt.' });
      return 'a.b.c';
    }),
  );

  it('is answered as it is, for good, and saved as a file', async () => {
    expect(await ask(receipts, { receiptId: 'known' })).toEqual({
      statusCode: 200,
      headers: {
        'content-type': 'application/jose',
        'content-disposition': 'attachment; filename="receipt.jws"',
        'cache-control': 'public, max-age=31536000, immutable',
      },
      body: 'a.b.c',
    });
  });

  it.each([[{ receiptId: 'other' }], [{}], [undefined]])('of %j is not found, and nobody keeps that', async (asked) => {
    const { statusCode, headers, body } = await ask(receipts, asked);

    expect(statusCode).toBe(404);
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    expect(JSON.parse(body)).toEqual({
      type: 'urn:account-deletion:problem:not-found',
      title: 'Not found',
      status: 404,
      detail: 'There is no such receipt.',
      code: 'not-found',
      requestId: 'r-1',
    });
  });
});

describe('the keys', () => {
  it('are a JWK Set that is kept for an hour', async () => {
    const { statusCode, headers, body } = await ask(publicApi(keysRoute(async () => ({ keys: [] }))));

    expect([statusCode, body]).toEqual([200, '{"keys":[]}']);
    expect(headers).toEqual({
      'content-type': 'application/jwk-set+json',
      'cache-control': 'public, max-age=3600',
    });
  });

  it('that cannot be had are a problem, logged once without its words', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failing = async () => {
      throw new TypeError('key 0123 is away');
    };

    const { statusCode, headers, body } = await ask(publicApi(keysRoute(failing)));

    expect([statusCode, JSON.parse(body).code, headers['cache-control']]).toEqual([500, 'internal', 'no-store']);
    expect(logged.mock.calls).toMatchObject([[{ requestId: 'r-1', error: 'TypeError' }]]);
    expect(JSON.stringify([body, logged.mock.calls])).not.toContain('0123');
    logged.mockRestore();
  });
});
