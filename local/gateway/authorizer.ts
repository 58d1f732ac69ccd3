import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { LocalAuthorizer } from '../template.ts';

/** The claims as a function sees them: strings all of them, and none that is null. */
export type Claims = Readonly<Record<string, string>>;

/** The claims of a bearer token that the authorizer takes; undefined for any other, and for none. */
export async function verify(
  header: string | undefined,
  { issuer, audience }: LocalAuthorizer,
  key: JWTVerifyGetKey,
  now: number,
): Promise<Claims | undefined> {
  const token = header?.replace(/^Bearer +/i, '');
  if (!token) return undefined;
  try {
    const options = { issuer, algorithms: ['RS256'], currentDate: new Date(now), requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(token, key, options);
    return issuedBy(payload, now) && isFor(payload, audience) ? asStrings(payload) : undefined;
  } catch {
    return undefined;
  }
}

const issuedBy = ({ iat }: JWTPayload, now: number): boolean => iat === undefined || iat * 1000 <= now;

/** `client_id` counts only where there is no `aud`. */
function isFor({ aud, client_id }: JWTPayload, audience: readonly string[]): boolean {
  return [aud ?? client_id].flat().some((each) => audience.includes(String(each)));
}

function asStrings(payload: JWTPayload): Claims {
  const present = Object.entries(payload).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, asString(value)]));
}

function asString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asString).join(' ')}]`;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
