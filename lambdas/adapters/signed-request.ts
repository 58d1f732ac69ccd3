import type { Clock, Signer } from '../app/ports.ts';
import { signedHeaders } from './message-signature.ts';
import { ANSWER_TIME, LARGEST_ANSWER, RETRY_AFTER } from './service-contract.ts';
import { newId, systemClock } from './system.ts';

/**
 * Asks another service by a signed POST of JSON: resolves with its JSON (200), or with the seconds after which to ask
 * the same again (202).
 * @throws on any other answer, saying the URL and the status, and nothing of what was sent or answered
 */
export type SignedRequest = (
  url: string,
  body: Readonly<Record<string, unknown>>,
  options?: { readonly idempotencyKey?: string },
) => Promise<{ readonly body: unknown } | { readonly retryAfter: number }>;

/** Requests that the signer's key signs, each anew. */
export const signedRequests =
  (signer: Signer, clock: Clock = systemClock): SignedRequest =>
  async (address, content, { idempotencyKey } = {}) => {
    const url = new URL(address).href;
    const method = 'POST';
    const body = Buffer.from(JSON.stringify(content));
    const unsigned = {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
    };
    const signed = { created: clock(), nonce: newId() };
    const headers = await signedHeaders(signer, { method, url, headers: unsigned, body }, signed);
    try {
      // A redirect would have the request signed for one address sent to another: it is an answer like any other.
      const init = { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_TIME) } as const;
      return await answerOf(await fetch(url, init));
    } catch (error) {
      // The error of a connection or a parser may quote what it read, which is somebody's data.
      throw new Error(`${method} ${url}: ${reasonOf(error)}`);
    }
  };

/** What has gone wrong, in words that quote nothing. */
class Refused extends Error {}

async function answerOf(response: Response): ReturnType<SignedRequest> {
  const { status, headers, body } = response;
  if (status !== 200) await body?.cancel();
  if (status === 202) return { retryAfter: retryAfterOf(headers.get('retry-after')) };
  if (status !== 200) throw new Refused(`answered ${status}`);
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) throw new Refused('answered no JSON');
  const bytes = await bytesOf(response);
  try {
    return { body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    throw new Refused('answered broken JSON');
  }
}

async function bytesOf({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER) throw new Refused(`answered more than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function retryAfterOf(header: string | null): number {
  if (!/^\d+$/.test(header ?? '')) return RETRY_AFTER.unsaid;
  return Math.min(RETRY_AFTER.most, Math.max(RETRY_AFTER.least, Number(header)));
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (!(error instanceof Error)) return 'failed';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
  return `did not answer (${code})`;
}
