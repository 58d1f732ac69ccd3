import { s3Ledger } from './adapters/s3-ledger.ts';
import { getReceipt } from './app/get-receipt.ts';
import { readEnv } from './env.ts';
import { publicApi } from './http/public-api.ts';
import { receiptRoute } from './http/receipt.ts';

const { LEDGER_BUCKET } = readEnv('LEDGER_BUCKET');

export const handler = publicApi(receiptRoute(getReceipt({ ledger: s3Ledger(LEDGER_BUCKET) })));
