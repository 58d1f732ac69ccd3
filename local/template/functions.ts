import type { Reader, Resource } from './reader.ts';
import type { AsyncConfig, LocalAlias, LocalFunction, LocalRule } from './types.ts';

type Durable = { ExecutionTimeout: number; RetentionPeriodInDays?: number };

/** The functions that have an entry of ours: those that CDK brings along have none, and nothing to do locally. */
export function readFunctions(reader: Reader): LocalFunction[] {
  return reader
    .all('AWS::Lambda::Function')
    .filter(({ metadata }) => typeof metadata.Entry === 'string')
    .map((resource) => readFunction(resource));
}

function readFunction({ logicalId, metadata, ref, attribute, property }: Resource): LocalFunction {
  const durable = property<Durable>('DurableConfig');
  const deadLetters = property<{ TargetArn: string }>('DeadLetterConfig');
  const variables = property<{ Variables: Record<string, unknown> }>('Environment')?.Variables ?? {};
  return {
    logicalId,
    name: ref,
    arn: attribute('Arn'),
    entry: metadata.Entry as string,
    environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
    timeout: property<number>('Timeout') ?? 3,
    memory: property<number>('MemorySize') ?? 128,
    ...(deadLetters && { deadLetterQueue: deadLetters.TargetArn }),
    ...(durable && {
      durable: { executionTimeout: durable.ExecutionTimeout, retention: durable.RetentionPeriodInDays ?? 14 },
    }),
  };
}

export function readAliases(reader: Reader, functions: readonly LocalFunction[]): LocalAlias[] {
  return reader.all('AWS::Lambda::Alias').flatMap(({ ref, property }) => {
    const of = functions.find(({ name }) => name === property<string>('FunctionName'));
    return of ? [{ arn: ref, name: property<string>('Name')!, functionLogicalId: of.logicalId }] : [];
  });
}

/** The async configurations by `<function's name>:<qualifier>`. */
export function readAsyncConfigs(reader: Reader): ReadonlyMap<string, AsyncConfig> {
  return new Map(
    reader.all('AWS::Lambda::EventInvokeConfig').map(({ property }) => [
      `${property<string>('FunctionName')}:${property<string>('Qualifier')}`,
      {
        maximumRetryAttempts: property<number>('MaximumRetryAttempts') ?? DEFAULT_ASYNC.maximumRetryAttempts,
        maximumEventAge: property<number>('MaximumEventAgeInSeconds') ?? DEFAULT_ASYNC.maximumEventAge,
      },
    ]),
  );
}

export const DEFAULT_ASYNC: AsyncConfig = { maximumRetryAttempts: 2, maximumEventAge: 6 * 60 * 60 };

/** The rules that fire by time, one for each target; those that wait for an event are not the clock's. */
export function readRules(reader: Reader): LocalRule[] {
  return reader.all('AWS::Events::Rule').flatMap(({ logicalId, property, path }) => {
    const expression = property<string>('ScheduleExpression');
    if (!expression || property<string>('State') === 'DISABLED') return [];
    const period = readRate(expression, path);
    return (property<{ Arn: string; Input?: string }[]>('Targets') ?? []).map(({ Arn, Input }) => ({
      logicalId,
      period,
      targetArn: Arn,
      ...(Input !== undefined && { input: JSON.parse(Input) as unknown }),
    }));
  });
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function readRate(expression: string, path: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (!unit) throw new Error(`${path}: the local run understands rate(…) alone, not ${expression}.`);
  return Number(count) * UNITS[unit]!;
}
