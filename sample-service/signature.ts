import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';

/** A request as it came; the URL as the caller called it, which behind a proxy is not what this process sees. */
export interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Whether a request is what the account deletion has signed, and has signed for now. */
export type SignatureCheck = (message: Message) => Promise<boolean>;

/** What a signature has to cover; the idempotency key too, where one is sent. */
const COVERED = ['@method', '@target-uri', 'content-digest', 'content-type'];
/** A signature is good for five minutes, and two clocks differ by one at most, seconds. */
const LIFE = 300;
const SKEW = 60;
/** `sig=("…" "…");name=1;name="…"`: the covered components, and the signature's parameters. */
const INPUT = /^([a-z][a-z0-9]*)=(\(("[a-z@-]+"(?: "[a-z@-]+")*)\)((?:;[a-z]+=(?:\d+|"[^"\\]*"))*))$/;

/** Checks by the keys that are published at the URL, RFC 9421 and RFC 9530. */
export function signatureCheck(jwksUrl: string, now: () => Promise<Date> | Date = () => new Date()): SignatureCheck {
  const keyOf = publishedKeys(jwksUrl);
  return async ({ method, url, headers, body }) => {
    const digest = createHash('sha256').update(body).digest('base64');
    if (headers['content-digest'] !== `sha-256=:${digest}:`) return false;

    const [, label, input, components, parameters] = INPUT.exec(String(headers['signature-input'])) ?? [];
    if (!input || !components || !parameters) return false;
    const covered = components.split(' ').map((component) => component.slice(1, -1));
    if (headers['idempotency-key'] !== undefined && !covered.includes('idempotency-key')) return false;
    if (!COVERED.every((component) => covered.includes(component))) return false;

    const said = new Map(
      [...parameters.matchAll(/;([a-z]+)=(?:(\d+)|"([^"]*)")/g)].map(([, name, number, text]) => [
        name,
        number ?? text,
      ]),
    );
    const seconds = (await now()).getTime() / 1000;
    const [created, expires] = [Number(said.get('created')), Number(said.get('expires'))];
    const isTimely = created <= seconds + SKEW && seconds < expires && seconds - created <= LIFE;
    if (!isTimely || said.get('tag') !== 'account-deletion') return false;

    const derived: Record<string, string> = { '@method': method, '@target-uri': url };
    const lines = covered.map((component) => `"${component}": ${derived[component] ?? headers[component]}`);
    const base = Buffer.from([...lines, `"@signature-params": ${input}`].join('\n'));
    const [, signedAs, signature] = /^([a-z][a-z0-9]*)=:([A-Za-z0-9+/=]+):$/.exec(String(headers.signature)) ?? [];
    const key = await keyOf(said.get('keyid') ?? '');
    if (!key || !signature || signedAs !== label) return false;
    return verify('sha256', base, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64'));
  };
}

/** The published keys by their ids: read again after ten minutes, and for an unknown one, but not all the time. */
function publishedKeys(jwksUrl: string): (keyId: string) => Promise<KeyObject | undefined> {
  const [TEN_MINUTES, FIVE_SECONDS] = [600_000, 5_000];
  let keys = new Map<string | undefined, KeyObject>();
  let readAt = Number.NEGATIVE_INFINITY;
  return async (keyId) => {
    const age = performance.now() - readAt;
    if (age > TEN_MINUTES || (!keys.has(keyId) && age > FIVE_SECONDS)) {
      const response = await fetch(jwksUrl, { signal: AbortSignal.timeout(5_000) });
      if (!response.ok) throw new Error(`${jwksUrl} answered ${response.status}`);
      const published = (await response.json()) as { readonly keys: readonly (JsonWebKey & { kid?: string })[] };
      const ours = published.keys.filter(({ kty, crv }) => kty === 'EC' && crv === 'P-256');
      keys = new Map(ours.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })]));
      readAt = performance.now();
    }
    return keys.get(keyId);
  };
}
