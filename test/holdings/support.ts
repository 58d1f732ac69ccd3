import { BatchWriteCommand, type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Cursor, Look } from '../../lambdas/app/holding.ts';
import { MINUTE } from '../../lambdas/domain/time.ts';
import type { FaultKind } from '../../local/faults.ts';
import { type AwsService, createWire, type Wire } from '../../local/wire.ts';
import { NOON } from '../support/accounts.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A slice of a purge that has time enough. */
export const inTime = { deletionId: 'd-1', startedAt: NOON, timeLeft: () => 15 * MINUTE };

/** One stand-in at the wire for the tests of one file; no test's faults outlive it. */
export function standIn(service: AwsService) {
  let wire: Wire;
  beforeAll(async () => {
    wire = await createWire({ clock: { now: Date.now }, services: [service] });
  });
  afterEach(() => wire.faults.clear());
  afterAll(() => wire.stop());
  return {
    /** What an SDK client needs; it tries once. */
    get config() {
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      return { endpoint: wire.url, region: 'eu-west-1', credentials, maxAttempts: 1 };
    },
    fail: (operation: string, kind: FaultKind = 'error', times = 1) =>
      void wire.faults.add({ service: service.name, operation, times, kind }),
    calls: () => wire.calls.all().map(({ operation }) => operation),
    forget: () => wire.calls.clear(),
  };
}

/** Writes rows, as many as there are. */
export async function write(documents: DynamoDBDocumentClient, table: string, rows: readonly Row[]): Promise<void> {
  for (let n = 0; n < rows.length; n += 25) {
    const puts = rows.slice(n, n + 25).map((Item) => ({ PutRequest: { Item } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
}

/** All rows of an account in a table whose partition key is `accountId`. */
export async function rowsOf(client: DynamoDBDocumentClient, TableName: string, accountId: string): Promise<Row[]> {
  const all: Row[] = [];
  const question = {
    TableName,
    KeyConditionExpression: 'accountId = :id',
    ExpressionAttributeValues: { ':id': accountId },
  };
  for await (const { Items = [] } of paginateQuery({ client }, question)) all.push(...Items);
  return all;
}

/** What a look finds that should be gone, in as many slices as it takes. */
export async function leftBy(look: Look, accountId: string): Promise<number> {
  let left = 0;
  for (let cursor: Cursor | undefined, more = true; more; more = cursor !== undefined) {
    const found = await look(accountId, { ...inTime, cursor });
    left += found.left;
    cursor = found.cursor;
  }
  return left;
}
