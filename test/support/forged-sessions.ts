import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { Issuer, User } from '../../local/issuer.ts';

/** Sessions that are none: signed by others, for others, in other ways, too early or too late. */
export async function forgedSessions(issuer: Issuer, user: User, owner: string, seconds: number): Promise<string[]> {
  const claims = { sub: 'ada', 'custom:account_id': 'acme', 'custom:account_role': 'owner', email_verified: true };
  const { privateKey } = await generateKeyPair('RS256');
  const { privateKey: curve } = await generateKeyPair('ES256');
  const good = {
    iss: issuer.url,
    aud: issuer.audience,
    iat: seconds,
    exp: seconds + 3600,
    auth_time: seconds,
    ...claims,
  };
  const own = (over: Record<string, unknown>) => issuer.token({ user, claims: { ...claims, ...over } });
  const [header, payload, signature] = owner.split('.');
  const lied = Buffer.from(JSON.stringify({ ...good, 'custom:account_id': 'other' })).toString('base64url');
  return [
    new UnsecuredJWT(good).encode(),
    `${header}.${payload}.`,
    `${header}.${lied}.${signature}`,
    `${owner}x`,
    owner.slice(0, -8),
    await new SignJWT(good).setProtectedHeader({ alg: 'RS256', kid: 'local' }).sign(privateKey),
    await new SignJWT(good).setProtectedHeader({ alg: 'ES256', kid: 'local' }).sign(curve),
    await new SignJWT(good)
      .setProtectedHeader({ alg: 'HS256', kid: 'local' })
      .sign(Buffer.from(issuer.keys.keys[0]!.n as string)),
    await own({ iss: 'https://elsewhere.example' }),
    await own({ aud: 'another-app' }),
    await own({ exp: seconds - 1 }),
    await own({ exp: undefined }),
    await own({ iat: seconds + 3600 }),
    await own({ nbf: seconds + 3600 }),
  ];
}
