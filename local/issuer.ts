import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { type HttpHandler, json } from './server.ts';

const TOKEN_LIFE = 3600;

/** Who can sign in. */
export interface User {
  readonly userId: string;
  readonly accountId: string;
  readonly role: 'owner' | 'member';
  readonly email: string;
}

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
  readonly keys: JSONWebKeySet;
  /** A session, good for an hour of the local clock. */
  token(request: TokenRequest): Promise<string>;
  /** Answers what is asked below its URL. */
  readonly handle: HttpHandler;
}

export interface IssuerOptions {
  readonly url: string;
  readonly audience: string;
  readonly clock: { now(): number };
}

/** An OpenID Connect issuer whose tokens carry the claims that Amazon Cognito's carry. */
export async function createIssuer({ url, audience, clock }: IssuerOptions): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const header = { alg: 'RS256', kid: 'local' };
  const keys = { keys: [{ ...(await exportJWK(publicKey)), ...header, use: 'sig' }] };

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
      email: user.email,
      email_verified: true,
      'custom:account_id': user.accountId,
      'custom:account_role': user.role,
      ...claims,
    })
      .setProtectedHeader(header)
      .sign(privateKey);
  };

  const documents: Record<string, unknown> = {
    '/_issuer/.well-known/openid-configuration': {
      issuer: url,
      jwks_uri: `${url}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
    '/_issuer/jwks': keys,
  };
  const handle: HttpHandler = ({ path }) =>
    Object.hasOwn(documents, path) ? json(200, documents[path]) : json(404, { error: 'not_found' });

  return { url, keys, token, handle };
}
