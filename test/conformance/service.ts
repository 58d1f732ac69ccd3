import { randomInt } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { type Contact, contactsService, type Verbs } from '../../sample-service/contacts.ts';
import { contractServer } from '../../sample-service/server.ts';
import { type SignatureCheck, signatureCheck } from '../../sample-service/signature.ts';

export type Contacts = Map<string, Map<string, Contact>>;

/** What a service does otherwise than the sample service does. */
export interface Otherwise {
  readonly verbs?: (sound: Verbs, contacts: Contacts) => Partial<Verbs>;
  readonly isSigned?: (sound: SignatureCheck) => SignatureCheck;
  /** Answers in its place, where it says so. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** How many seconds erasing takes. @default 0 */
  readonly slowness?: number;
}

export interface RunningService {
  readonly url: string;
  readonly contacts: Contacts;
  fill(accountId: string, count: number): void;
  stop(): Promise<void>;
}

/** The sample service on a free port of this machine, or one that is not as it should be. */
export async function startService(jwks: string, otherwise: Otherwise = {}, port?: number): Promise<RunningService> {
  const { verbs, isSigned, instead, slowness } = otherwise;
  const contacts: Contacts = new Map();
  const [sound, check] = [contactsService(contacts, slowness), signatureCheck(jwks)];
  const open = port ?? (await freePort());
  const url = `http://localhost:${open}/deletion`;
  const server = contractServer(url, isSigned?.(check) ?? check, { ...sound, ...verbs?.(sound, contacts) });
  if (instead) {
    const [answer] = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => void (instead(request, response) || answer!(request, response)));
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(open, resolve);
  });
  return {
    url,
    contacts,
    fill(accountId, count) {
      const some = Array.from({ length: count }, (_, n): [string, Contact] => [
        `contact-${String(n).padStart(6, '0')}`,
        { name: `Person ${n}`, mailing: n % 3 === 2 ? 'off' : 'on' },
      ]);
      contacts.set(accountId, new Map(some));
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port that nobody has at the moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    // Below those that the system gives to whoever calls: one of them may be taken before it is used here.
    const port = randomInt(12_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}
