import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { kmsSigner } from './adapters/kms-signer.ts';
import { signedRequests } from './adapters/signed-request.ts';
import { systemClock } from './adapters/system.ts';
import { previewDeletion } from './app/preview-deletion.ts';
import { readEnv } from './env.ts';
import { countedHoldings } from './holdings/counted.ts';
import { hasBalance, readMap } from './holdings/map.ts';
import { balance } from './holdings/retained.ts';
import { api } from './http/api.ts';
import { previewRoute } from './http/routes.ts';

const env = readEnv('TABLE_NAME', 'HOLDINGS', 'REQUEST_KEY');
const documents = documentClient();
const map = readMap(env.HOLDINGS);
const ports = {
  accounts: dynamoAccounts(documents, env.TABLE_NAME),
  clock: systemClock,
  holdings: countedHoldings(map, documents, signedRequests(kmsSigner(env.REQUEST_KEY))),
  balance: balance(documents, map.find(hasBalance)),
};

export const handler = api(previewRoute(previewDeletion(ports)));
