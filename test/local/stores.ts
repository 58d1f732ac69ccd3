import { onTestFinished } from 'vitest';
import type { HoldingSpec } from '../../lambdas/holdings/spec.ts';
import { cdkContext } from '../../lib/app-context.ts';
import { holdings } from '../../lib/holdings.ts';
import { settingsOf } from '../../lib/settings.ts';
import { createClock } from '../../local/clock.ts';
import { createCarrier } from '../../local/services/carrier.ts';
import { createUserPool } from '../../local/services/cognito.ts';
import { startDynamoDb } from '../../local/services/dynamodb.ts';
import { createS3 } from '../../local/services/s3.ts';
import { createScheduler } from '../../local/services/scheduler.ts';
import { createStepFunctions } from '../../local/services/sfn.ts';

const POOL = 'eu-west-1_LocalPool';

/** The data map that ships, as a run with a user pool has it. */
export const map: HoldingSpec[] = holdings(settingsOf('example', cdkContext().stages), POOL).map(({ spec }) => spec);

/** All stores of the product for one test, empty at first. */
export async function startStores() {
  const clock = createClock();
  const dynamodb = await startDynamoDb({ clock, tables: [] });
  const s3 = createS3({ clock });
  onTestFinished(async () => {
    clock.stop();
    s3.stop();
    await dynamodb.stop();
  });
  return {
    clock,
    dynamodb,
    s3,
    carrier: createCarrier(clock),
    stepFunctions: createStepFunctions(clock),
    scheduler: createScheduler({ clock, groups: [], lambda: { invokeAsync() {} }, deadLetters: { send() {} } }),
    pool: createUserPool({ clock, poolId: POOL, signOut: async () => {} }),
  };
}
