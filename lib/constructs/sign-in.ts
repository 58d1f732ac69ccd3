import type { GivenIssuer } from '../settings.ts';

/** Whose tokens the API takes, and how the settings page comes by one. */
export interface SignIn {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The public client that the settings page is. */
  readonly clientId: string;
  /** Which token has the claims that the API reads. */
  readonly token: 'access' | 'id';
  /** Where the settings page asks for the issuer's documents and for tokens. */
  readonly origins: readonly string[];
  /** Where to sign out of an issuer that does not say so itself. */
  readonly signOut?: string;
}

/** By an issuer that is there already. */
export const givenSignIn = ({ issuer, audience, clientId }: GivenIssuer): SignIn => ({
  issuer,
  audience,
  clientId,
  token: 'access',
  origins: [new URL(issuer).origin],
});

/** What the settings page is told at `/config.json`. */
export interface PageConfig extends Pick<SignIn, 'issuer' | 'clientId' | 'token' | 'signOut'> {
  /** The API's URL, without a closing slash. */
  readonly api: string;
  readonly scope: string;
}

export const pageConfig = ({ issuer, clientId, token, signOut }: SignIn, api: string): PageConfig => ({
  api,
  issuer,
  clientId,
  scope: 'openid email',
  token,
  ...(signOut && { signOut }),
});
