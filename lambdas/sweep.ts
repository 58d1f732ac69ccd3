import { documentClient } from './adapters/documents.ts';
import { dynamoDueItems } from './adapters/dynamo-due-items.ts';
import { doAgain } from './adapters/lambda-calls.ts';
import { systemClock } from './adapters/system.ts';
import { sweep } from './app/sweep.ts';
import { readEnv } from './env.ts';

const env = readEnv('TABLE_NAME', 'OWED_INDEX', 'FOLLOW_ACCOUNT', 'PUBLISH_CHANGES');

export const handler = sweep({
  due: dynamoDueItems(documentClient(), env.TABLE_NAME, env.OWED_INDEX),
  doAgain: doAgain({ follow: env.FOLLOW_ACCOUNT, publish: env.PUBLISH_CHANGES }),
  clock: systemClock,
});
