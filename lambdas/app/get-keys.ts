/** The public half of a P-256 key: a point, its numbers in base64url (RFC 7518, 6.2). */
export interface PublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** A public key as a JWK Set holds it: with what it is for, and the id that signatures name it by. */
export interface PublishedKey extends PublicKey {
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

interface Ports {
  readonly keyIds: readonly string[];
  readonly publicKey: (keyId: string) => Promise<PublicKey>;
}

/** The public halves of all keys that sign for the service, or once did. They never change: each is asked for once. */
export function getKeys({ keyIds, publicKey }: Ports): () => Promise<{ readonly keys: readonly PublishedKey[] }> {
  const known = new Map<string, PublishedKey>();
  const published = async (kid: string): Promise<PublishedKey> => {
    const key = known.get(kid) ?? { ...(await publicKey(kid)), kid, alg: 'ES256', use: 'sig' };
    known.set(kid, key);
    return key;
  };
  return async () => ({ keys: await Promise.all(keyIds.map(published)) });
}
