import { createServer, type IncomingMessage, type Server } from 'node:http';
import * as v from 'valibot';
import { SERVICE_CONTRACT, type ServiceVerb } from '../lambdas/adapters/service-contract.ts';
import type { Verbs } from './contacts.ts';
import type { SignatureCheck } from './signature.ts';

const LARGEST_BODY = 64 * 1024;

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body: object;
}

/**
 * Answers the contract's questions.
 * @param publicUrl what the data map names: it is part of what is signed
 */
export function contractServer(publicUrl: string, isSigned: SignatureCheck, verbs: Verbs): Server {
  const path = new URL(publicUrl).pathname.replace(/\/$/, '');

  async function replyTo(request: IncomingMessage): Promise<Reply> {
    const { method = '', url = '', headers } = request;
    const verb = url.startsWith(`${path}/`) ? url.slice(path.length + 1) : '';
    if (!isVerb(verb)) return refused(404, 'There is nothing here.');
    if (method !== 'POST') return refused(405, 'Ask with POST.');
    const body = await bodyOf(request);
    if (!body) return refused(413, 'The body is too large.');
    if (!(await isSigned({ method, url: new URL(url, publicUrl).href, headers, body })))
      return refused(401, 'The signature does not hold.');
    const question = v.safeParse(SERVICE_CONTRACT[verb].question, jsonOf(body));
    if (!question.success) return refused(400, 'The body is not what the contract says.');
    const answer = (verbs[verb] as (question: unknown) => object)(question.output);
    if (!('retryAfter' in answer)) return { status: 200, body: answer };
    return { status: 202, headers: { 'retry-after': Number(answer.retryAfter) }, body: {} };
  }

  return createServer(async (request, response) => {
    const reply = await replyTo(request).catch((error: Error) => {
      console.error(error);
      return refused(503, 'Not now.');
    });
    const type = reply.status < 300 ? 'application/json' : 'application/problem+json';
    response.writeHead(reply.status, { 'content-type': type, ...reply.headers }).end(JSON.stringify(reply.body));
  });
}

const isVerb = (name: string): name is ServiceVerb => Object.hasOwn(SERVICE_CONTRACT, name);
const refused = (status: number, detail: string): Reply => ({ status, body: { status, detail } });

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
