import { documentClient } from './adapters/documents.ts';
import { dynamoDueItems, dynamoPurgesDue } from './adapters/dynamo-due-items.ts';
import { dynamoPause } from './adapters/dynamo-pause.ts';
import { doAgain } from './adapters/lambda-calls.ts';
import { s3Ledger } from './adapters/s3-ledger.ts';
import { systemClock } from './adapters/system.ts';
import { brake } from './app/brake.ts';
import { sweep } from './app/sweep.ts';
import { readEnv } from './env.ts';
import { sweepTimer } from './events/sweep-timer.ts';

const env = readEnv('TABLE_NAME', 'OWED_INDEX', 'FOLLOW_ACCOUNT', 'PUBLISH_CHANGES', 'PURGES_AN_HOUR', 'LEDGER_BUCKET');
const documents = documentClient();
const index = [documents, env.TABLE_NAME, env.OWED_INDEX] as const;

export const handler = sweepTimer(
  sweep({
    due: dynamoDueItems(...index),
    doAgain: doAgain({ follow: env.FOLLOW_ACCOUNT, publish: env.PUBLISH_CHANGES }),
    clock: systemClock,
    brake: brake({
      pause: dynamoPause(documents, env.TABLE_NAME),
      purgesDue: dynamoPurgesDue(...index),
      clock: systemClock,
      purgesAnHour: Number(env.PURGES_AN_HOUR),
    }),
    ledger: s3Ledger(env.LEDGER_BUCKET),
  }),
);
