import type { HoldingSpec, ObjectsSpec, UsersSpec } from '../lambdas/holdings/spec.ts';
import { recordsOf, STATE_MACHINE } from './demo-rows.ts';
import { createTables, fill } from './records.ts';
import type { Seed } from './seeds.ts';
import type { Carrier } from './services/carrier.ts';
import type { UserPool } from './services/cognito.ts';
import type { DynamoDb } from './services/dynamodb.ts';
import type { Scheduler } from './services/scheduler.ts';
import type { StepFunctions } from './services/sfn.ts';
import { toneOf } from './tone.ts';

/** Where the product keeps what its accounts hold. */
export interface Stores {
  readonly dynamodb: Pick<DynamoDb, 'call' | 'createTable'>;
  readonly carrier: Pick<Carrier, 'lease'>;
  readonly scheduler: Pick<Scheduler, 'createGroup' | 'create'>;
  readonly stepFunctions: Pick<StepFunctions, 'createStateMachine' | 'start'>;
  readonly pool: Pick<UserPool, 'add' | 'has'>;
  readonly s3: {
    createBucket(name: string, options: { versioned: boolean }): unknown;
    put(bucket: string, key: string, body: Buffer, contentType?: string): unknown;
  };
}

const TONES = [440, 494, 523].map(toneOf);

/** Makes what the holdings of a map lie in. */
export async function createStores(stores: Stores, map: readonly HoldingSpec[]): Promise<void> {
  await createTables(
    stores.dynamodb,
    map.filter((holding) => 'table' in holding),
  );
  stores.stepFunctions.createStateMachine(STATE_MACHINE);
  for (const holding of map) {
    if (holding.kind === 'schedules') stores.scheduler.createGroup(holding.group);
    if (holding.kind === 'objects') await stores.s3.createBucket(holding.bucket, { versioned: true });
  }
}

/** Puts what an account has of a holding to where it belongs. */
export async function store(stores: Stores, holding: HoldingSpec, seed: Seed, now: number): Promise<void> {
  switch (holding.kind) {
    case 'users':
      return seed.users.forEach((user) => void stores.pool.add(poolUser(holding, seed, user)));
    case 'objects':
      return putFiles(stores.s3, holding, seed);
    case 'service':
      return;
    default:
      return fill(stores.dynamodb, holding.table, recordsOf(holding, seed, now, stores));
  }
}

const poolUser = (
  { accountAttribute }: UsersSpec,
  { accountId }: Seed,
  { userId, role, email }: Seed['users'][number],
) => ({
  username: userId,
  attributes: {
    sub: userId,
    email,
    email_verified: 'true',
    [accountAttribute]: accountId,
    'custom:account_role': role,
  },
});

/** Recordings; one in three has an older version. */
async function putFiles(s3: Stores['s3'], { name, bucket, prefix }: ObjectsSpec, { accountId, counts }: Seed) {
  const folder = prefix.replace('{accountId}', accountId);
  for (let n = 0; n < (counts[name] ?? 0); n++) {
    const key = `${folder}call-${String(n + 1).padStart(6, '0')}.wav`;
    if (n % 3 === 0) await s3.put(bucket, key, TONES[1]!, 'audio/wav');
    await s3.put(bucket, key, TONES[n % TONES.length]!, 'audio/wav');
  }
}
