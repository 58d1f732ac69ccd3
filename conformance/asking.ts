import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import { createSigner, httpbis } from 'http-message-signatures';
import { ANSWER_TIME, COVERED, LARGEST_ANSWER, SIGNATURE_TAG } from '../lambdas/adapters/service-contract.ts';
import type { RequestKey } from './keys.ts';

/** A request as it goes out. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface AskOptions {
  readonly method?: string;
  readonly idempotencyKey?: string;
  /** How the signature is to be wrong. */
  readonly sign?: Partial<{
    readonly created: Date;
    readonly expires: Date;
    readonly tag: string;
    readonly keyid: string;
    readonly privateKey: KeyObject;
    readonly covered: readonly string[];
  }>;
  /** What happens to the request after it was signed. */
  readonly tamper?: (signed: Sent) => Sent;
}

/** Asks one service; what is asked is an object to be sent as JSON, or a text to be sent as it is. */
export type Ask = (path: string, question: object | string, options?: AskOptions) => Promise<Reply>;

/** The service did not do what the contract says. */
export class Failure extends Error {}

export const digestOf = (body: string): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/** Asks as the account deletion does, with the key, unless it is told to do it wrong. */
export const asking =
  (url: string, key: RequestKey): Ask =>
  async (path, question, { method = 'POST', idempotencyKey, sign = {}, tamper = asItIs } = {}) => {
    const body = typeof question === 'string' ? question : JSON.stringify(question);
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'content-digest': digestOf(body),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    };
    const created = sign.created ?? new Date();
    const signed = await httpbis.signMessage(
      {
        key: createSigner(sign.privateKey ?? key.privateKey, 'ecdsa-p256-sha256', sign.keyid ?? key.keyId),
        fields: [...(sign.covered ?? COVERED.filter((name) => name.startsWith('@') || name in headers))],
        params: ['created', 'expires', 'keyid', 'nonce', 'tag'],
        paramValues: {
          created,
          expires: sign.expires ?? new Date(created.getTime() + 300_000),
          nonce: randomUUID(),
          tag: sign.tag ?? SIGNATURE_TAG,
        },
      },
      { method, url: new URL(`${url}/${path}`).href, headers },
    );
    return send(tamper({ method, url: signed.url, headers: signed.headers, body }));
  };

const asItIs = (sent: Sent): Sent => sent;

async function send({ method, url, headers, body }: Sent): Promise<Reply> {
  const carries = method !== 'GET' && method !== 'HEAD';
  const init: RequestInit = { method, headers, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_TIME) };
  try {
    const response = await fetch(url, carries ? { ...init, body } : init);
    const text = await response.text();
    if (Buffer.byteLength(text) > LARGEST_ANSWER) throw new Failure(`answered more than ${LARGEST_ANSWER} bytes`);
    return { status: response.status, headers: response.headers, text };
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    const { cause } = error;
    throw new Failure(`did not answer: ${cause instanceof Error ? cause.message || cause.name : error.message}`);
  }
}
