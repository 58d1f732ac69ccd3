import { systemClock } from './adapters/system.ts';
import { s3Vault } from './adapters/vault.ts';
import { keepFinalExport } from './app/keep-final-export.ts';
import { readEnv } from './env.ts';
import { keepEvent } from './events/final-export.ts';

const { FINAL_EXPORT_BUCKET } = readEnv('FINAL_EXPORT_BUCKET');

export const handler = keepEvent(keepFinalExport(s3Vault(FINAL_EXPORT_BUCKET), systemClock));
