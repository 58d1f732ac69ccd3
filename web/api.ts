import createClient from 'openapi-fetch';
import type { paths } from './api-types.ts';

type Answered<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Account = Answered<'/account'>;
export type Deletion = NonNullable<Account['deletion']>;
export type DeletionIn<State extends Deletion['state']> = Extract<Deletion, { state: State }>;
export type Preview = Answered<'/account/deletion/preview'>;
export type Exports = Answered<'/account/exports'>;
export type Export = Exports['exports'][number];
export type ExportIn<State extends Export['state']> = Extract<Export, { state: State }>;

/** What the owner can have done to the account. */
export type Change = 'deactivate' | 'reactivate' | 'request' | 'cancel';

/** Why something was not done: a code of the API's, or what the page itself had to find out. */
export interface Problem {
  readonly code: string;
  /** Milliseconds by the reader's clock after which it may be tried again. */
  readonly retryAt?: number;
  readonly deletedAt?: string;
  readonly legalContact?: string;
  readonly finalExportUntil?: string;
}

export type Outcome<T> =
  | { readonly value: T; readonly problem?: never }
  | { readonly value?: never; readonly problem: Problem };

export interface Api {
  account(): Promise<Outcome<Account>>;
  preview(): Promise<Outcome<Preview>>;
  change(change: Change): Promise<Outcome<Account>>;
  confirm(token: string): Promise<Outcome<Account>>;
  exports(): Promise<Outcome<Exports>>;
  requestExport(): Promise<Outcome<Export>>;
}

/** Longer than the gateway waits for an answer itself. */
const PATIENCE = 35_000;

/** The API, as whoever `bearer` stands for. */
export function createApi(baseUrl: string, bearer: string): Api {
  const client = createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${bearer}` },
    cache: 'no-store',
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE) }),
  });
  const changes: Record<Change, () => Promise<Reply>> = {
    deactivate: () => client.PUT('/account/deactivation'),
    reactivate: () => client.DELETE('/account/deactivation'),
    request: () => client.POST('/account/deletion'),
    cancel: () => client.DELETE('/account/deletion'),
  };
  return {
    account: () => outcome(client.GET('/account')),
    preview: () => outcome(client.GET('/account/deletion/preview')),
    change: (change) => outcome(changes[change]()),
    confirm: (token) => outcome(client.POST('/account/deletion/confirmation', { body: { token } })),
    exports: () => outcome(client.GET('/account/exports')),
    requestExport: () => outcome(client.POST('/account/exports')),
  };
}

interface Reply {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

async function outcome<T>(sent: Promise<Reply>): Promise<Outcome<T>> {
  try {
    const { data, error, response } = await sent;
    return response.ok ? { value: data as T } : { problem: problemOf(response, error) };
  } catch {
    return { problem: { code: navigator.onLine ? 'unreachable' : 'offline' } };
  }
}

/** The gateway's own refusals have no code. */
const GATEWAY: Readonly<Record<number, string>> = { 401: 'signed-out', 429: 'too-many-requests' };

function problemOf({ status, headers }: Response, body: unknown): Problem {
  const { code, ...facts } = ((typeof body === 'object' ? body : null) as Partial<Problem> & object) ?? {};
  const seconds = Number(headers.get('retry-after'));
  return {
    ...facts,
    code: GATEWAY[status] ?? code ?? 'internal',
    ...(seconds > 0 && { retryAt: Date.now() + seconds * 1000 }),
  };
}
