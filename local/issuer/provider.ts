import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { type Configuration, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { HttpResponse } from '../server.ts';
import { claimsOf, TOKEN_LIFE, type User } from './claims.ts';
import { errorPage, signedOutPage, signOutPage } from './pages.ts';
import type { Store } from './store.ts';

export interface ProviderOptions {
  /** The `iss` of its tokens; it is served below that URL's path. */
  readonly url: string;
  readonly signingKey: JWK;
  /** The `aud` of access tokens, and the client that the settings page is. */
  readonly audience: string;
  /** The settings page's origin. */
  readonly web: string;
  /** Undefined for a user who is deleted, or whom nobody knows. */
  readonly find: (userId: string) => Promise<User | undefined>;
  readonly store: Store;
}

/** Where the user chooses who to be, below the issuer's path. */
export const INTERACTION = '/interaction';

/** Amazon Cognito's sign-in lasts an hour too. */
const SESSION_LIFE = TOKEN_LIFE;
const MINUTES = 60;

/** An OpenID Connect provider for one public client: authorization code with PKCE, access tokens as JWT. */
export function createProvider({ url, signingKey, audience, web, find, store }: ProviderOptions): Provider {
  const { port, pathname } = new URL(url);
  const configuration: Configuration = {
    adapter: store.adapter,
    jwks: { keys: [signingKey as { kty: 'RSA' }] },
    clients: [
      {
        client_id: audience,
        // As "native" it would ask for consent each time.
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${web}/signed-in`],
        post_logout_redirect_uris: [`${web}/`],
        require_auth_time: true,
      },
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'email'],
    claims: {
      openid: ['sub', 'custom:account_id', 'custom:account_role'],
      email: ['email', 'email_verified'],
    },
    // The ID token carries what its scopes ask for, as Amazon Cognito's does.
    conformIdTokenClaims: false,
    async findAccount(_context, userId) {
      const user = await find(userId);
      return user && { accountId: userId, claims: () => ({ sub: userId, ...claimsOf(user) }) };
    },
    async extraTokenClaims({ oidc }) {
      const { Account, AuthorizationCode } = oidc.entities;
      const { sub: _, ...claims } = (await Account?.claims('userinfo', 'openid email', {}, [])) ?? { sub: '' };
      return { ...claims, auth_time: AuthorizationCode?.authTime };
    },
    loadExistingGrant: granted,
    interactions: { policy: policy(), url: (_context, { uid }) => `${pathname}${INTERACTION}/${uid}` },
    cookies: {
      keys: [randomBytes(32)],
      // A browser keeps the cookies of all ports of a host together.
      names: { session: `session_${port}`, interaction: `interaction_${port}`, resume: `resume_${port}` },
    },
    ttl: {
      AccessToken: TOKEN_LIFE,
      IdToken: TOKEN_LIFE,
      AuthorizationCode: 5 * MINUTES,
      Interaction: 60 * MINUTES,
      Session: SESSION_LIFE,
      Grant: SESSION_LIFE,
    },
    clientBasedCORS: (_context, origin) => origin === web,
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `${web}/api`,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenTTL: TOKEN_LIFE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => give(context, signOutPage(form)),
        postLogoutSuccessSource: (context) => give(context, signedOutPage()),
      },
    },
    renderError: (context, { error, error_description: detail }) =>
      give(context, errorPage(context.status, detail ?? error)),
  };
  return new Provider(url, configuration);
}

/** Asks who it is also when the session's user has been deleted since. */
function policy(): interactionPolicy.DefaultPolicy {
  const base = interactionPolicy.base();
  const gone = new interactionPolicy.Check(
    'deleted',
    'The user is deleted',
    ({ oidc }) => oidc.session?.accountId !== undefined && !oidc.account,
  );
  base.get('login')!.checks.add(gone);
  return base;
}

/** The settings page is the product's own: nobody is asked whether it may know who they are. */
async function granted({ oidc }: KoaContextWithOIDC) {
  const { provider, client, session } = oidc;
  const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
  grant.addOIDCScope('openid email');
  await grant.save();
  return grant;
}

function give(context: Pick<KoaContextWithOIDC, 'status' | 'set' | 'body'>, { status, headers, body }: HttpResponse) {
  context.status = status;
  context.set(headers as Record<string, string>);
  context.body = body;
}
