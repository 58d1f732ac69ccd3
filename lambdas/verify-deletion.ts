import { documentClient } from './adapters/documents.ts';
import { kmsSigner } from './adapters/kms-signer.ts';
import { signedRequests } from './adapters/signed-request.ts';
import { systemClock } from './adapters/system.ts';
import { verifyDeletion } from './app/verify-deletion.ts';
import { readEnv } from './env.ts';
import { logUnseen } from './events/log-unseen.ts';
import { dataExports } from './holdings/data-exports.ts';
import { readMap } from './holdings/map.ts';
import { looksAt } from './verification/looks.ts';

const env = readEnv('HOLDINGS', 'EXPORT_BUCKET', 'REQUEST_KEY');
const map = [...readMap(env.HOLDINGS), dataExports(env.EXPORT_BUCKET)];
const looks = looksAt(map, documentClient(), signedRequests(kmsSigner(env.REQUEST_KEY)));

export const handler = verifyDeletion(looks, systemClock, logUnseen);
