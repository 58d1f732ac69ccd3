import { type Answer, json } from './answer.ts';

/** Answers with the keys as a JWK Set (RFC 7517), to be kept for an hour. */
export const keysRoute = (getKeys: () => Promise<object>) => async (): Promise<Answer> =>
  json(200, await getKeys(), {
    'content-type': 'application/jwk-set+json',
    'cache-control': 'public, max-age=3600',
  });
