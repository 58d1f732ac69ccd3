import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { shiftDate } from '../functions/shifted-date.ts';
import type { HttpResponse } from '../server.ts';
import { type Message, OFFSET_HEADER, type Reply, type Report, type SignInData } from './messages.ts';
import { errorPage, signInPage } from './pages.ts';
import { createProvider, INTERACTION } from './provider.ts';
import { createStore } from './store.ts';

/** The provider, in a thread whose `Date` is the local clock's. */
const data = workerData as SignInData;
const port = parentPort!;
const base = new URL(data.url).pathname;

const tell = (report: Report) => port.postMessage(report);
const waiting = new Map<number, (reply: Reply) => void>();
let asked = 0;
const store = createStore();
port.on('message', (message: Message) => {
  if ('signOut' in message) {
    store.signOut(message.signOut);
    tell({ signedOut: message.id });
    return;
  }
  waiting.get(message.id)?.(message);
  waiting.delete(message.id);
});

function ask(question: { ask: 'accounts' } | { ask: 'user'; userId: string }): Promise<Reply> {
  const id = ++asked;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    tell({ id, ...question });
  });
}

const find = async (userId: string) => (await ask({ ask: 'user', userId })).user;
const provider = createProvider({ ...data, find, store });
const handle = provider.callback();

async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    await provider.interactionDetails(request, response);
    const { accounts = [] } = await ask({ ask: 'accounts' });
    return write(response, signInPage(accounts, `${base}${request.url}`));
  }
  const userId = new URLSearchParams(Buffer.concat(await request.toArray()).toString()).get('userId');
  if (userId === null || (userId !== '' && !(await find(userId))))
    return write(response, errorPage(403, 'There is no such user, or not any more.'));
  const result = userId === '' ? { error: 'access_denied' } : { login: { accountId: userId, remember: false } };
  await provider.interactionFinished(request, response, result);
}

function write(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, { ...headers }).end(body);
}

const server = createServer(async (request, response) => {
  shiftDate(Number(request.headers[OFFSET_HEADER]));
  // What is mounted sees the path below, and by the two tells where it is mounted.
  Object.assign(request, { originalUrl: request.url, url: request.url!.slice(base.length) || '/' });
  if (!request.url!.startsWith(`${INTERACTION}/`)) return void handle(request, response);
  try {
    await interact(request, response);
  } catch (error) {
    write(response, errorPage(400, (error as Error).message));
  }
});
server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));
