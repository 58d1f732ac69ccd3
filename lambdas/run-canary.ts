import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { dynamoPause } from './adapters/dynamo-pause.ts';
import { kmsPublicKey } from './adapters/kms-public-key.ts';
import { s3Ledger } from './adapters/s3-ledger.ts';
import { readSigned } from './adapters/signed-receipts.ts';
import { newId, systemClock } from './adapters/system.ts';
import { verifier } from './adapters/verifier.ts';
import { checkedReceipt } from './app/checked-receipt.ts';
import { getKeys } from './app/get-keys.ts';
import { runCanary } from './app/run-canary.ts';
import { readEnv } from './env.ts';
import { canaryTimer } from './events/canary-timer.ts';
import { readMap } from './holdings/map.ts';
import { plantedHoldings } from './holdings/planted.ts';

const env = readEnv('TABLE_NAME', 'HOLDINGS', 'CANARY_PREFIX', 'VERIFY_DELETION', 'LEDGER_BUCKET', 'PUBLISHED_KEYS');
const documents = documentClient();
const map = readMap(env.HOLDINGS);
const ledger = s3Ledger(env.LEDGER_BUCKET);

export const handler = canaryTimer(
  runCanary({
    accounts: dynamoAccounts(documents, env.TABLE_NAME),
    clock: systemClock,
    newId,
    prefix: env.CANARY_PREFIX,
    planted: plantedHoldings(map, documents),
    holdings: map.map(({ name }) => name),
    pause: dynamoPause(documents, env.TABLE_NAME),
    ledger,
    verify: verifier(env.VERIFY_DELETION),
    receipt: checkedReceipt({
      ledger,
      getKeys: getKeys({ keyIds: env.PUBLISHED_KEYS.split(','), publicKey: kmsPublicKey() }),
      readSigned,
    }),
  }),
);
