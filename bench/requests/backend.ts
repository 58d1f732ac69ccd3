import { OWED_PREFIX } from '../../lambdas/adapters/stored-account.ts';
import { createClock } from '../../local/clock.ts';
import { createDeadLetters } from '../../local/dead-letters.ts';
import { holdingsIn, startPlatform } from '../../local/platform.ts';
import { createCarrier } from '../../local/services/carrier.ts';
import { createUserPool } from '../../local/services/cognito.ts';
import { type DynamoDb, startDynamoDb } from '../../local/services/dynamodb.ts';
import { createKms } from '../../local/services/kms.ts';
import { createS3 } from '../../local/services/s3.ts';
import { createScheduler } from '../../local/services/scheduler.ts';
import { createMailbox } from '../../local/services/sesv2.ts';
import { createStepFunctions } from '../../local/services/sfn.ts';
import type { LocalTemplate } from '../../local/template.ts';
import { createWire } from '../../local/wire.ts';

export interface Backend {
  readonly endpoint: string;
  /** The token of the link that was mailed to the address. */
  tokenFor(address: string): string;
  /** Takes away what accounts are owed and is due, as those would who are told by the streams; no export is ready yet. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** What the API's functions call, and nothing that follows from it: no stream is read, no schedule wakes anybody. */
export async function startBackend(template: LocalTemplate): Promise<Backend> {
  const clock = createClock({});
  const wire = await createWire({ clock });
  const { configurationSets, scheduleGroups: groups, buckets, keys, queues } = template;
  // Without streams, which nobody reads here: the embedded engine looks through all that is in one to number the next.
  const tables = template.tables.map((table) => {
    const { StreamSpecification: _, ...create } = table.create;
    return { ...table, create };
  });
  const dynamodb = await startDynamoDb({ clock, tables });
  const mailbox = createMailbox({ clock, configurationSets, onEvent: () => {} });
  const carrier = createCarrier(clock);
  const deadLetters = createDeadLetters(clock, queues);
  const scheduler = createScheduler({
    clock,
    groups,
    lambda: { invokeAsync: () => {} },
    deadLetters,
    twice: () => false,
  });
  const stepFunctions = createStepFunctions(clock);
  const s3 = createS3({ clock, buckets });
  const holdings = holdingsIn(template);
  const poolId = holdings.find((holding) => holding.kind === 'users')?.userPoolId ?? 'none';
  const pool = createUserPool({ clock, poolId, signOut: async () => {} });
  await startPlatform({ clock, holdings, stores: { dynamodb, carrier, scheduler, stepFunctions, pool, s3 } });
  const kms = { service: createKms({ keys, clock }) };
  for (const { service } of [dynamodb, mailbox, carrier, scheduler, stepFunctions, s3, pool, kms]) wire.serve(service);
  return {
    endpoint: wire.url,
    tokenFor(address) {
      const mail = mailbox.mails().findLast(({ to }) => to === address);
      return /#token=(\S+)/.exec(mail!.text)![1]!;
    },
    settle: () => settle(dynamodb, template, new Date(clock.now())),
    async stop() {
      clock.stop();
      await dynamodb.stop();
      await wire.stop();
      s3.stop();
    },
  };
}

async function settle({ call }: DynamoDb, { functions }: LocalTemplate, now: Date): Promise<void> {
  const { TABLE_NAME: TableName } = functions.find(({ entry }) => entry === 'lambdas/get-account.ts')!.environment;
  const due = {
    TableName,
    FilterExpression: 'begins_with(sk, :owed) AND dueAt <= :now AND kind <> :export',
    ExpressionAttributeValues: {
      ':owed': { S: OWED_PREFIX },
      ':now': { S: now.toISOString() },
      ':export': { S: 'export' },
    },
    ProjectionExpression: 'pk, sk',
  };
  let from: object | undefined;
  do {
    const start = from && { ExclusiveStartKey: from };
    const page = await call<{ Items: object[]; LastEvaluatedKey?: object }>('Scan', { ...due, ...start });
    for (const Key of page.Items) await call('DeleteItem', { TableName, Key });
    from = page.LastEvaluatedKey;
  } while (from);
}
