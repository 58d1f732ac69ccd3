import { afterAll, beforeAll, inject } from 'vitest';
import { type LocalOptions, type LocalSystem, startLocal } from '../../local/system.ts';
import { holdAgainstDocument } from './document.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked at as it came, whatever came
  readonly body: any;
}

/** The whole system for the tests of one file, as `npm start` gives it, and the ways in that a script has. */
export function system(options?: LocalOptions) {
  let running: LocalSystem;
  beforeAll(async () => {
    running = await startLocal({ keepBundle: inject('bundles'), ...options });
  });
  afterAll(() => running.stop());

  const call = async (method: string, path: string, body?: unknown, token?: string): Promise<Answer> => {
    const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${running.url}${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }) },
      ...(sent !== undefined && { body: sent as string }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    if (path.startsWith('/api/')) holdAgainstDocument(method, path.slice('/api'.length), answer);
    return answer;
  };
  const local = async (method: string, path: string, body?: unknown) =>
    (await call(method, `/_local${path}`, body)).body;

  /** Everything in every table that names the account, straight from the engine. */
  const tables = async (): Promise<{ table: string; item: Record<string, unknown> }[]> => {
    const { TableNames } = await running.dynamodb.call<{ TableNames: string[] }>('ListTables', {});
    const scans = TableNames.map(async (table) => {
      const { Items } = await running.dynamodb.call<{ Items: Record<string, unknown>[] }>('Scan', { TableName: table });
      return Items.map((item) => ({ table, item }));
    });
    return (await Promise.all(scans)).flat();
  };

  return {
    get parts() {
      return running;
    },
    call,
    local,
    tables,
    /** Moves the clock; ISO 8601 duration. */
    advance: (duration: string) => local('POST', '/clock', { advance: duration }),
    now: async () => new Date((await local('GET', '')).now),
    /** Creates an account; gives its id, owner and member. */
    async account(records = 30, accountId?: string) {
      const created = await local('POST', '/accounts', { records, accountId });
      const named = (role: string) => created.users.find((user: { role: string }) => user.role === role);
      return { accountId: created.accountId as string, owner: named('owner'), member: named('member') };
    },
    /** A session of the user: asks the API as them. */
    async as(user: string | { userId: string }, authTime?: string) {
      const userId = typeof user === 'string' ? user : user.userId;
      const { token } = await local('POST', '/token', { userId, authTime });
      return (method: string, path: string, body?: unknown) => call(method, `/api${path}`, body, token);
    },
    /** The token of the newest link that was mailed to the address. */
    async linkFor({ email }: { email: string }): Promise<string> {
      const mails: { to: string; text: string }[] = await local('GET', '/mail');
      const links = mails.filter(({ to }) => to === email).map(({ text }) => /#token=(\S+)/.exec(text)?.[1]);
      return links.findLast((token) => token !== undefined)!;
    },
    /** Waits until something holds, by the wall's clock: for what settles a moment after an answer. */
    async until<T>(look: () => T | Promise<T>, patience = 10_000): Promise<T> {
      for (const end = Date.now() + patience; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const found = await look();
        if (found || Date.now() > end) return found;
      }
    },
  };
}
