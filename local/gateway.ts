import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { Functions, Outcome } from './functions/functions.ts';
import { verify } from './gateway/authorizer.ts';
import { preflight, withCors } from './gateway/cors.ts';
import { eventOf } from './gateway/event.ts';
import { responseOf } from './gateway/response.ts';
import { matchRoute } from './gateway/route.ts';
import { type HttpHandler, type HttpResponse, json } from './server.ts';
import type { LocalTemplate } from './template.ts';

const INTEGRATION_TIMEOUT = 30_000;
/** What Lambda takes in one synchronous invocation, in bytes. */
const MAX_EVENT = 6_291_556;

export interface GatewayOptions {
  readonly template: Pick<LocalTemplate, 'routes' | 'cors'>;
  readonly functions: Pick<Functions, 'invoke'>;
  /** The issuer's public keys. */
  readonly keys: JSONWebKeySet;
  readonly clock: { now(): number };
  /** Where the API's root is; what follows it is the route's path. */
  readonly base: string;
}

/** API Gateway's HTTP API: the template's routes, its JWT authorizer and CORS, before the functions themselves. */
export function createGateway({ template, functions, keys, clock, base }: GatewayOptions): HttpHandler {
  const { routes, cors } = template;
  const key = createLocalJWKSet(keys);

  return async (request) => {
    const answer = preflight(request, cors);
    if (answer) return answer;
    const path = decoded(request.path.slice(base.length) || '/');
    if (path === undefined) return refusal(400, 'Bad Request');
    const match = matchRoute(routes, request.method, path);
    if (!match) return refusal(404, 'Not Found');

    const now = clock.now();
    const { authorizer, functionLogicalId } = match.route;
    const claims = authorizer && (await verify(request.headers.authorization, authorizer, key, now));
    if (authorizer && !claims) return refusal(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });

    const requestId = randomUUID();
    const event = eventOf({ request, path, match, claims, requestId, now });
    if (!request.body || Buffer.byteLength(JSON.stringify(event)) > MAX_EVENT) {
      return refusal(413, 'Request Entity Too Large');
    }
    const response = await withinTime(functions.invoke(functionLogicalId, event, { requestId }));
    return withCors({ ...response, headers: { ...response.headers, 'apigw-requestid': requestId } }, request, cors);
  };
}

const refusal = (status: number, message: string, headers: Record<string, string> = {}): HttpResponse => {
  const response = json(status, { message });
  return { ...response, headers: { ...response.headers, ...headers } };
};

async function withinTime(invocation: Promise<Outcome>): Promise<HttpResponse> {
  const stop = new AbortController();
  const late = setTimeout(INTEGRATION_TIMEOUT, undefined, { signal: stop.signal }).catch(() => undefined);
  const outcome = await Promise.race([invocation, late]);
  stop.abort();
  if (!outcome) return refusal(503, 'Service Unavailable');
  const response = 'payload' in outcome ? responseOf(outcome.payload) : undefined;
  return response ?? refusal(500, 'Internal Server Error');
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
