import type { HttpRequest, HttpResponse } from '../server.ts';
import type { LocalCors } from '../template.ts';

/** The answer to a preflight, which the gateway gives itself; undefined for any other request. */
export function preflight({ method, headers }: HttpRequest, cors: LocalCors | undefined): HttpResponse | undefined {
  if (!cors || method !== 'OPTIONS' || !headers.origin || !headers['access-control-request-method']) return undefined;
  const allowed = corsHeaders(headers.origin, cors);
  if (!allowed) return { status: 204 };
  return {
    status: 204,
    headers: {
      ...allowed,
      'access-control-allow-methods': cors.allowMethods.join(','),
      'access-control-allow-headers': cors.allowHeaders.join(','),
      ...(cors.maxAge !== undefined && { 'access-control-max-age': String(cors.maxAge) }),
    },
  };
}

/** A function's answer with the gateway's CORS headers in place of the function's own. */
export function withCors(response: HttpResponse, { headers }: HttpRequest, cors: LocalCors | undefined): HttpResponse {
  const allowed = cors && headers.origin && corsHeaders(headers.origin, cors);
  if (!cors || !allowed) return response;
  const expose = cors.exposeHeaders.join(',');
  const own = { ...allowed, ...(expose && { 'access-control-expose-headers': expose }) };
  return { ...response, headers: { ...response.headers, ...own } };
}

function corsHeaders(
  origin: string,
  { allowOrigins, allowCredentials }: LocalCors,
): Record<string, string> | undefined {
  const any = allowOrigins.includes('*');
  if (!any && !allowOrigins.includes(origin)) return undefined;
  return {
    'access-control-allow-origin': any ? '*' : origin,
    ...(allowCredentials && { 'access-control-allow-credentials': 'true' }),
  };
}
