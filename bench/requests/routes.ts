/** What a process measured of its route, or recorded. */
export interface Figures {
  /** Milliseconds of processor time a request, in each turn. */
  readonly processor: readonly number[];
  /** Milliseconds a request, one after the other, in each turn. */
  readonly passed: readonly number[];
  /** The calls that one request makes, where they were recorded. */
  readonly calls?: string;
}

export interface BenchedRoute {
  readonly verb: string;
  readonly route: string;
  /** Where the body of the request needs the token that was mailed to the account's owner. */
  readonly needsToken?: true;
}

/** In this order each account is asked about: so that each request has something to do. */
export const ROUTES: readonly BenchedRoute[] = [
  { verb: 'get-account', route: 'GET /account' },
  { verb: 'deactivate-account', route: 'PUT /account/deactivation' },
  { verb: 'preview-deletion', route: 'GET /account/deletion/preview' },
  { verb: 'request-deletion', route: 'POST /account/deletion' },
  { verb: 'confirm-deletion', route: 'POST /account/deletion/confirmation', needsToken: true },
  { verb: 'request-export', route: 'POST /account/exports' },
  { verb: 'list-exports', route: 'GET /account/exports' },
  { verb: 'cancel-deletion', route: 'DELETE /account/deletion' },
];

export const addressOf = (accountId: string): string => `owner@${accountId}.example`;

/** The event of a request by the account's owner, who has just signed in. */
export function eventOf({ route }: BenchedRoute, accountId: string, body?: object): object {
  const [method, path] = route.split(' ') as [string, string];
  const now = Date.now();
  const claims = {
    'custom:account_id': accountId,
    'custom:account_role': 'owner',
    sub: `user-${accountId}`,
    email: addressOf(accountId),
    email_verified: 'true',
    auth_time: String(Math.floor(now / 1_000)),
  };
  return {
    version: '2.0',
    routeKey: route,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    requestContext: {
      authorizer: { jwt: { claims, scopes: null } },
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: accountId,
      routeKey: route,
      stage: '$default',
      timeEpoch: now,
    },
    ...(body && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}
