/** A mailed link as it reached the page. */
export interface Link {
  /** Null where it was cut short or rewritten on its way. */
  readonly token: string | null;
}

export const LINK_PATH = '/account/deletion/confirm';

/** The account's tag, then 256 bits; all of it base64url. */
const TOKEN = /^[\w-]{49}$/;
const TAG_LENGTH = 6;

/** Takes the link out of the address bar, so that no history, screenshot or Referer has it. */
export function takeLink(): Link {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  history.replaceState(null, '', LINK_PATH);
  // Mail programs that find links in plain text may take a following full stop or bracket for a part of it.
  const found = token.replace(/[^\w-]+$/, '');
  return { token: TOKEN.test(found) ? found : null };
}

/** Whether the token is one of this account's: it begins with the beginning of the SHA-256 of the account's id. */
export async function isFor(token: string, accountId: string): Promise<boolean> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accountId));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return token.startsWith(base64.slice(0, TAG_LENGTH).replaceAll('+', '-').replaceAll('/', '_'));
}
