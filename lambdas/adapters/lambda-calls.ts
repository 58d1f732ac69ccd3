import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { StartExport } from '../app/export-ports.ts';
import type { DoAgain, OwedKey, StartPurge } from '../app/ports.ts';
import { owedRecords } from './owed-records.ts';
import { kindOf } from './stored-account.ts';

/** Accounts in one call; small enough that one slow account holds few others up. */
const BATCH = 10;
/** What is told to somebody outside; all else is for the world to be made to agree with. */
const TOLD: readonly string[] = ['notice', 'event', 'entry'];

type Invoke = (functionArn: string, payload: unknown) => Promise<void>;

/** Invokes asynchronously: resolves once Lambda has taken it over. */
const asynchronously = (lambda: LambdaClient): Invoke => {
  return async (FunctionName, payload) => {
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(payload) }));
  };
};

/** A client, which each of these calls can share with the others. */
export const lambdaClient = (): LambdaClient => new LambdaClient({});

/** Starts purges at their alias; the execution gets no name, for the claim alone decides. */
export function startPurge(lambda: LambdaClient, purgeArn: string): StartPurge {
  const invoke = asynchronously(lambda);
  return (wake) => invoke(purgeArn, wake);
}

/** Starts the preparation of exports at its alias; the claim decides here too. */
export function startExport(lambda: LambdaClient, exportArn: string): StartExport {
  const invoke = asynchronously(lambda);
  return (wake) => invoke(exportArn, wake);
}

/** Says again what the table's stream said once: the same records, to the same functions. */
export function doAgain(functions: { readonly follow: string; readonly publish: string }): DoAgain {
  const invoke = asynchronously(lambdaClient());
  return async (keys) => {
    const isTold = ({ id }: OwedKey) => TOLD.includes(kindOf(id));
    const calls = [
      ...batches(keys.filter(isTold)).map((batch) => [functions.publish, batch] as const),
      ...batches(keys.filter((key) => !isTold(key))).map((batch) => [functions.follow, batch] as const),
    ];
    await Promise.all(calls.map(([name, batch]) => invoke(name, owedRecords(batch))));
  };
}

const batches = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );
