import type { LocalClock } from '../clock.ts';
import type { LocalTable } from '../template.ts';
import { AwsError, type AwsService, type WireResponse } from '../wire.ts';
import { type EngineName, startEngine } from './engine.ts';
import { sweepExpired } from './time-to-live.ts';
import { createTransactions } from './transactions.ts';

export interface DynamoDb {
  readonly service: AwsService;
  /** The engine's own URL, past the wire: for seeds and for scans by whoever looks on. */
  readonly url: string;
  readonly engine: EngineName;
  /** Takes the input of CreateTable; a table that is there already stays as it is. */
  createTable(input: Record<string, unknown>): Promise<void>;
  /** One call to the engine, past the wire; throws what it refuses as an AwsError. */
  call<T = Record<string, unknown>>(operation: string, input: object): Promise<T>;
  /** Hears of each write that went by. */
  onWrite(listener: () => void): void;
  stop(): Promise<void>;
}

const WRITES = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
  'ExecuteStatement',
  'BatchExecuteStatement',
  'ExecuteTransaction',
]);

type KeySchema = readonly { readonly AttributeName: string }[];

/** Starts the engine and creates the tables of the template. `path`: where to keep the data, for dynoxide a file and for DynamoDB Local a folder. @default in memory */
export async function startDynamoDb(options: {
  clock: LocalClock;
  tables: readonly LocalTable[];
  path?: string;
}): Promise<DynamoDb> {
  const engine = await startEngine(options.path);
  const { client } = engine;
  const listeners: (() => void)[] = [];
  const keys = new Map<string, readonly string[]>();
  const transactions = createTransactions((table) => keys.get(table) ?? []);

  function wrote(): void {
    for (const listener of listeners) listener();
  }

  async function createTable(input: Record<string, unknown>): Promise<void> {
    const schema = input.KeySchema as KeySchema;
    keys.set(
      input.TableName as string,
      schema.map(({ AttributeName }) => AttributeName),
    );
    try {
      await client.call('CreateTable', input);
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceInUseException')) throw error;
    }
  }

  async function handle(operation: string, target: string, body: Buffer): Promise<WireResponse> {
    if (operation === 'DescribeContinuousBackups') return continuousBackups();
    const forward = () => client.forward(target, body);
    const response = await (operation === 'TransactWriteItems' ? transactions.run(body, forward) : forward());
    if (WRITES.has(operation)) wrote();
    return response;
  }

  for (const { create, name, ttlAttribute } of options.tables) {
    await createTable(create);
    const specification = { AttributeName: ttlAttribute, Enabled: true };
    if (ttlAttribute)
      await client.call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: specification });
  }
  sweepExpired(options.clock, client, options.tables, wrote);

  return {
    service: {
      name: 'dynamodb',
      signingName: 'dynamodb',
      operation: ({ headers }) => (headers['x-amz-target'] ?? '').replace(/^.*\./, ''),
      handle: (operation, { headers, body }) => handle(operation, headers['x-amz-target'] ?? '', body),
    },
    url: engine.url,
    engine: engine.name,
    createTable,
    call: client.call,
    onWrite: (listener) => void listeners.push(listener),
    stop: engine.stop,
  };
}

const continuousBackups = (): WireResponse => ({
  body: {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 },
    },
  },
});
