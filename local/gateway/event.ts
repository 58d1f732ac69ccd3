import type { HttpRequest } from '../server.ts';
import type { Claims } from './authorizer.ts';
import type { RouteMatch } from './route.ts';

const TEXT = /^(text\/.*|application\/(json|xml|javascript))$/;

export interface EventParts {
  readonly request: HttpRequest;
  /** Decoded, without the stage. */
  readonly path: string;
  readonly match: RouteMatch;
  readonly claims: Claims | undefined;
  readonly requestId: string;
  /** Milliseconds, by the local clock. */
  readonly now: number;
}

/** The event of an HTTP API, payload format 2.0. */
export function eventOf({ request, path, match, claims, requestId, now }: EventParts): Record<string, unknown> {
  const { cookie, ...headers } = request.headers;
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookie && { cookies: cookie.split('; ') }),
    headers,
    ...unlessEmpty('queryStringParameters', queryOf(request.query)),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: headers.host,
      domainPrefix: 'local',
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.ip,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.route.routeKey,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now,
    },
    ...unlessEmpty('pathParameters', match.parameters),
    ...bodyOf(request),
  };
}

function bodyOf({ body, headers }: HttpRequest): { body?: string; isBase64Encoded: boolean } {
  if (!body?.length) return { isBase64Encoded: false };
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const isBase64Encoded = !TEXT.test(type);
  return { body: body.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}

function queryOf(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

const unlessEmpty = (name: string, value: Readonly<Record<string, string>>): object =>
  Object.keys(value).length > 0 ? { [name]: { ...value } } : {};

/** `12/Mar/2026:19:03:58 +0000`. */
function clfTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
