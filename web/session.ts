/** Who is signed in, as the ID token says. */
export interface Session {
  /** What the API takes as bearer. */
  readonly bearer: string;
  readonly idToken: string;
  readonly userId: string;
  readonly email: string | null;
}

/** Gone with the tab: tokens are never put where they would outlive it. */
const KEY = 'session';

export function currentSession(): Session | null {
  const stored = sessionStorage.getItem(KEY);
  if (stored === null) return null;
  try {
    const { bearer, idToken } = JSON.parse(stored) as Pick<Session, 'bearer' | 'idToken'>;
    const { sub, email } = claimsOf(idToken);
    return { bearer, idToken, userId: String(sub), email: typeof email === 'string' && email !== '' ? email : null };
  } catch {
    endSession();
    return null;
  }
}

export function keepSession(tokens: Pick<Session, 'bearer' | 'idToken'>): void {
  sessionStorage.setItem(KEY, JSON.stringify(tokens));
}

export function endSession(): void {
  sessionStorage.removeItem(KEY);
}

/** For showing only: whether a token is good is for the API to judge. */
function claimsOf(jwt: string): Record<string, unknown> {
  const payload = jwt.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
