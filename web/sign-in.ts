import * as oauth from 'oauth4webapi';
import type { Change } from './api.ts';
import type { Config } from './config.ts';
import type { Link } from './link.ts';
import { currentSession, endSession, keepSession } from './session.ts';

/** What to come back to. */
export interface Errand {
  readonly path: string;
  /** The change that was asked for when the sign-in turned out to be needed. */
  readonly change?: Change | undefined;
  /** Who has to come back for it to be carried on. */
  readonly userId?: string | undefined;
  /** A mailed link, kept for this one round trip. */
  readonly link?: Link | undefined;
}

interface Trip extends Errand {
  readonly state: string;
  readonly verifier: string;
}

export interface Return extends Errand {
  readonly outcome: 'signed-in' | 'somebody-else' | 'failed';
}

const TRIP = 'sign-in';
const SIGNED_IN = '/signed-in';

/**
 * The ID token comes straight from the issuer at this moment, and it is the API that judges tokens: the reader's own
 * clock, which may be wrong, judges nothing. In seconds.
 */
const ANY_CLOCK = 100 * 366 * 86_400;

const redirectUri = () => `${location.origin}${SIGNED_IN}`;
const clientOf = ({ clientId }: Config): oauth.Client => ({ client_id: clientId, [oauth.clockTolerance]: ANY_CLOCK });

/** Plain HTTP is for an issuer on the reader's own machine. */
const transport = ({ issuer }: Config) => ({
  [oauth.allowInsecureRequests]: new URL(issuer).hostname === 'localhost',
});

async function serverOf(config: Config): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(config.issuer);
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...transport(config) });
  return oauth.processDiscoveryResponse(issuer, response);
}

/** Leaves the page for the issuer's sign-in; `afresh` asks for it even of who is signed in there. */
export async function signIn(config: Config, errand: Errand, afresh: boolean): Promise<void> {
  const server = await serverOf(config);
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  sessionStorage.setItem(TRIP, JSON.stringify({ ...errand, state, verifier } satisfies Trip));

  const url = new URL(server.authorization_endpoint!);
  const query = {
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: config.scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(afresh && { prompt: 'login', max_age: '0' }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  location.assign(url);
}

export const isReturning = (): boolean => location.pathname === SIGNED_IN;

/** Takes the sign-in in, after the issuer has sent the reader back; the address bar is what it was before. */
export async function finishSignIn(config: Config): Promise<Return> {
  const url = new URL(location.href);
  const stored = sessionStorage.getItem(TRIP);
  sessionStorage.removeItem(TRIP);
  const trip = stored === null ? null : (JSON.parse(stored) as Trip);
  const { path, link, change, userId }: Errand = trip ?? { path: '/' };
  history.replaceState(null, '', path);
  if (!trip) return { path, outcome: 'failed' };
  try {
    const signedIn = await exchange(config, url, trip);
    const isSame = userId === undefined || userId === signedIn;
    return isSame ? { path, link, change, outcome: 'signed-in' } : { path, link, outcome: 'somebody-else' };
  } catch {
    return { path, link, outcome: 'failed' };
  }
}

async function exchange(config: Config, url: URL, { state, verifier }: Trip): Promise<string> {
  const server = await serverOf(config);
  const client = clientOf(config);
  const parameters = oauth.validateAuthResponse(server, client, url, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    verifier,
    transport(config),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { requireIdToken: true });
  const idToken = tokens.id_token!;
  keepSession({ bearer: config.token === 'id' ? idToken : tokens.access_token, idToken });
  return oauth.getValidatedIdTokenClaims(tokens)!.sub;
}

/** Ends the session here and, where the issuer offers it, there. */
export async function signOut(config: Config): Promise<void> {
  const idToken = currentSession()?.idToken;
  endSession();
  location.assign(await signOutUrl(config, idToken).catch(() => '/'));
}

async function signOutUrl(config: Config, idToken: string | undefined): Promise<URL | '/'> {
  const home = `${location.origin}/`;
  if (config.signOut) return withQuery(config.signOut, { client_id: config.clientId, logout_uri: home });
  const { end_session_endpoint: end } = await serverOf(config);
  if (!end) return '/';
  const hint = idToken && { id_token_hint: idToken };
  return withQuery(end, { client_id: config.clientId, post_logout_redirect_uri: home, ...hint });
}

function withQuery(base: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
