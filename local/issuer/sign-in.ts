import { once } from 'node:events';
import { type IncomingHttpHeaders, request as send } from 'node:http';
import { Worker } from 'node:worker_threads';
import type { Issuer } from '../issuer.ts';
import type { Platform } from '../platform.ts';
import { type HttpHandler, type HttpRequest, type HttpResponse, json, Refusal } from '../server.ts';
import { type Message, OFFSET_HEADER, type Question, type Reply, type Report, type SignInData } from './messages.ts';

export interface SignIn {
  /** Answers what is asked below the issuer's URL. */
  readonly handle: HttpHandler;
  /** Ends a user's sessions: who comes back is asked who it is. */
  signOut(userId: string): Promise<void>;
  stop(): Promise<unknown>;
}

export interface SignInOptions {
  readonly issuer: Pick<Issuer, 'url' | 'audience' | 'signingKey'>;
  /** The settings page's origin. */
  readonly web: string;
  readonly clock: { offset(): number };
  /** Who can sign in. Asked when somebody comes, not before. */
  readonly platform: () => Pick<Platform, 'accounts' | 'user'>;
}

/** Starts the sign-in: an OpenID Connect provider in a thread of its own, so that its `Date` is the local clock's. */
export async function startSignIn({ issuer, web, clock, platform }: SignInOptions): Promise<SignIn> {
  const { url, audience, signingKey } = issuer;
  const workerData: SignInData = { url, audience, signingKey, web };
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData });
  const tell = (message: Message) => worker.postMessage(message);
  const port = Promise.withResolvers<number>();
  const signingOut = new Map<number, () => void>();
  let signedOut = 0;
  worker.on('error', port.reject);
  worker.on('message', async (report: Report) => {
    if ('port' in report) port.resolve(report.port);
    else if ('ask' in report) tell(await answer(report, platform()));
    else signingOut.get(report.signedOut)?.();
  });
  const listening = await port.promise;

  const signOut = (userId: string): Promise<void> => {
    const id = ++signedOut;
    tell({ signOut: userId, id });
    return new Promise((resolve) => {
      signingOut.set(id, () => {
        signingOut.delete(id);
        resolve();
      });
    });
  };

  return {
    handle: (request) => forward(request, listening, clock.offset()),
    signOut,
    stop: () => worker.terminate(),
  };
}

async function answer(question: Question, platform: Pick<Platform, 'accounts' | 'user'>): Promise<Reply> {
  const { id } = question;
  if (question.ask === 'accounts') return { id, accounts: await platform.accounts() };
  const user = await platform.user(question.userId).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  });
  return { id, user };
}

async function forward(request: HttpRequest, port: number, offset: number): Promise<HttpResponse> {
  const { method, path, query, body } = request;
  if (!body) return json(413, { error: 'invalid_request' });
  const { 'transfer-encoding': _, ...headers } = request.headers;
  const sent = send({
    host: '127.0.0.1',
    port,
    method,
    path: query ? `${path}?${query}` : path,
    headers: { ...headers, 'content-length': body.length, [OFFSET_HEADER]: String(offset) },
  });
  sent.end(body);
  const [answer] = await once(sent, 'response');
  return {
    status: answer.statusCode,
    headers: passedOn(answer.headers),
    body: Buffer.concat(await answer.toArray()),
  };
}

function passedOn({ connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers }: IncomingHttpHeaders) {
  const cookies = headers['set-cookie']?.map(untilClosed);
  return { ...(headers as Record<string, string>), ...(cookies && { 'set-cookie': cookies }) };
}

/** A cookie that ends by the local clock would end at another time by the browser's; the provider knows when. */
const untilClosed = (cookie: string) => cookie.replace(/; expires=(?!Thu, 01 Jan 1970)[^;]*/i, '');
