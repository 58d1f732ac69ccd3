/** A mailed link as it reached the page. */
export interface Link {
  /** Null where it was cut short or rewritten on its way. */
  readonly token: string | null;
  /** The beginning of the SHA-256 of the account's id, where the link says it. */
  readonly account: string | null;
}

export const LINK_PATH = '/account/deletion/confirm';

/** 256 bits in base64url. */
const TOKEN = /^[\w-]{43}$/;

/** Takes the link out of the address bar, so that no history, screenshot or Referer has it. */
export function takeLink(): Link {
  const fields = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, '', LINK_PATH);
  return linkFrom(fields.get('token'), fields.get('account'));
}

function linkFrom(token: string | null, account: string | null): Link {
  // Mail programs that find links in plain text may take a following full stop or bracket for a part of it.
  const found = token?.replace(/[^\w-]+$/, '') ?? '';
  const hash = account?.slice(0, 8).toLowerCase() ?? '';
  return { token: TOKEN.test(found) ? found : null, account: /^[0-9a-f]{8}$/.test(hash) ? hash : null };
}

/** Whether the link is for this account; one that does not say may be. */
export async function isFor({ account }: Link, accountId: string): Promise<boolean> {
  if (account === null) return true;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accountId));
  const hex = [...new Uint8Array(digest.slice(0, 4))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === account;
}
