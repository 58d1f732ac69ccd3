import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK, SignJWT } from 'jose';
import { claimsOf, TOKEN_LIFE, type User } from './issuer/claims.ts';

export type { User } from './issuer/claims.ts';

export interface TokenRequest {
  readonly user: User;
  /** When the user signed in. @default now */
  readonly authTime?: Date | undefined;
  /** Claims that differ from the user's; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface Issuer {
  /** The `iss` of its tokens. */
  readonly url: string;
  readonly audience: string;
  readonly keys: JSONWebKeySet;
  /** The private key that its tokens are signed with. */
  readonly signingKey: JWK;
  /** A session, good for an hour of the local clock. */
  token(request: TokenRequest): Promise<string>;
}

export interface IssuerOptions {
  readonly url: string;
  readonly audience: string;
  readonly clock: { now(): number };
}

/** An issuer's key and name, and sessions for those who do not come by the sign-in page. */
export async function createIssuer({ url, audience, clock }: IssuerOptions): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const header = { alg: 'RS256', kid: 'local' };
  const keys = { keys: [{ ...(await exportJWK(publicKey)), ...header, use: 'sig' }] };
  const signingKey = { ...(await exportJWK(privateKey)), ...header, use: 'sig' };

  const token = ({ user, authTime, claims }: TokenRequest): Promise<string> => {
    const now = Math.floor(clock.now() / 1000);
    return new SignJWT({
      iss: url,
      aud: audience,
      sub: user.userId,
      iat: now,
      exp: now + TOKEN_LIFE,
      auth_time: authTime ? Math.floor(authTime.getTime() / 1000) : now,
      token_use: 'id',
      ...claimsOf(user),
      ...claims,
    })
      .setProtectedHeader(header)
      .sign(privateKey);
  };

  return { url, audience, keys, signingKey, token };
}
