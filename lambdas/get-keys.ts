import { kmsPublicKey } from './adapters/kms-public-key.ts';
import { getKeys } from './app/get-keys.ts';
import { readEnv } from './env.ts';
import { keysRoute } from './http/keys.ts';
import { publicApi } from './http/public-api.ts';

const { PUBLISHED_KEYS } = readEnv('PUBLISHED_KEYS');

export const handler = publicApi(keysRoute(getKeys({ keyIds: PUBLISHED_KEYS.split(','), publicKey: kmsPublicKey() })));
