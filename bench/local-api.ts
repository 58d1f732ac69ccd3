import type { LocalSystem } from '../local/system.ts';

interface Asked {
  /** @default POST with a body, else GET */
  readonly method?: string;
  readonly body?: object;
  readonly token?: string;
}

/** Asks the local run. @throws where the answer is no success */
export async function ask<Answer>(
  { url }: Pick<LocalSystem, 'url'>,
  path: string,
  { body, token, method = body ? 'POST' : 'GET' }: Asked = {},
): Promise<Answer> {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Moves the clock by an ISO 8601 duration; gives what it fired. */
export const advance = async (local: LocalSystem, duration: string): Promise<{ what: string }[]> =>
  (await ask<{ fired: { what: string }[] }>(local, '/_local/clock', { body: { advance: duration } })).fired;

/** An account of so many records, and its owner's id. */
export async function created(local: LocalSystem, records: number): Promise<{ accountId: string; owner: string }> {
  const asked = { body: { records } };
  const { accountId, users } = await ask<{ accountId: string; users: { userId: string; role: string }[] }>(
    local,
    '/_local/accounts',
    asked,
  );
  return { accountId, owner: users.find(({ role }) => role === 'owner')!.userId };
}

export const session = async (local: LocalSystem, userId: string): Promise<string> =>
  (await ask<{ token: string }>(local, '/_local/token', { body: { userId } })).token;

/** Asks for the deletion and confirms it by the newest mail, in the session of `token`. */
export async function confirmed(local: LocalSystem, token: string): Promise<void> {
  await ask(local, '/api/account/deletion', { token, method: 'POST' });
  const mails = await ask<{ text: string }[]>(local, '/_local/mail');
  const [, link] = /#token=(\S+)/.exec(mails.at(-1)!.text) ?? [];
  await ask(local, '/api/account/deletion/confirmation', { token, body: { token: link } });
}
