/** What the page is told where it is served: nothing of it is built in. */
export interface Config {
  /** Base URL of the API, without a closing slash. */
  readonly api: string;
  /** The OIDC issuer, exactly as its tokens say it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  /** Which token the API takes. @default 'access' */
  readonly token?: 'access' | 'id';
  /** Where to sign out of an issuer that does not say so itself; takes `client_id` and `logout_uri`, as Cognito does. */
  readonly signOut?: string;
}

const NEEDED = ['api', 'issuer', 'clientId', 'scope'] as const;

/** Reads `/config.json` of the page's own origin. */
export async function loadConfig(): Promise<Config> {
  // The same mode as the preload in index.html, or it would be fetched twice.
  const response = await fetch('/config.json', { credentials: 'same-origin' });
  const config = (await response.json()) as Config;
  const missing = NEEDED.filter((name) => typeof config[name] !== 'string' || config[name] === '');
  if (missing.length > 0) throw new Error(`config.json lacks ${missing.join(', ')}`);
  return { ...config, api: config.api.replace(/\/$/, '') };
}
