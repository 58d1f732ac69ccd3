import { readCors, readRoutes } from './template/api.ts';
import { readBuckets } from './template/buckets.ts';
import { readEventSourceMappings, readQueues, readScheduleGroups, readTables } from './template/data.ts';
import { readConfigurationSets, readEventBuses, readEventRules } from './template/events.ts';
import { DEFAULT_ASYNC, readAliases, readAsyncConfigs, readFunctions, readRules } from './template/functions.ts';
import { readKeys } from './template/keys.ts';
import { createReader } from './template/reader.ts';
import type { Place, Stacks } from './template/resolve.ts';
import type {
  AsyncConfig,
  LocalAlias,
  LocalBucket,
  LocalConfigurationSet,
  LocalCors,
  LocalEventBus,
  LocalEventRule,
  LocalEventSourceMapping,
  LocalFunction,
  LocalKey,
  LocalPage,
  LocalQueue,
  LocalRoute,
  LocalRule,
  LocalScheduleGroup,
  LocalTable,
} from './template/types.ts';
import { readPage } from './template/web.ts';

export type { CfnTemplate } from './template/resolve.ts';
export type * from './template/types.ts';

/** What the local run needs to know of the synthesized templates, with every reference resolved. */
export interface LocalTemplate {
  readonly functions: readonly LocalFunction[];
  readonly aliases: readonly LocalAlias[];
  readonly tables: readonly LocalTable[];
  readonly buckets: readonly LocalBucket[];
  readonly eventSourceMappings: readonly LocalEventSourceMapping[];
  readonly routes: readonly LocalRoute[];
  readonly cors?: LocalCors;
  readonly rules: readonly LocalRule[];
  readonly eventBuses: readonly LocalEventBus[];
  readonly eventRules: readonly LocalEventRule[];
  readonly configurationSets: readonly LocalConfigurationSet[];
  readonly page?: LocalPage;
  readonly scheduleGroups: readonly LocalScheduleGroup[];
  readonly queues: readonly LocalQueue[];
  readonly keys: readonly LocalKey[];
  /** What a stack puts out, by the names of its outputs; undefined where there is no such stack. */
  outputs(stack: string): Readonly<Record<string, string>> | undefined;
  /** The async configuration of a function's qualifier (none: the bare function), with AWS's defaults. */
  asyncConfig(functionLogicalId: string, qualifier: string | undefined): AsyncConfig;
  /** The function that an ARN or name (a function's, alias's or version's) stands for. */
  target(arnOrName: string): Target | undefined;
}

export interface Target {
  readonly function: LocalFunction;
  readonly qualifier?: string;
}

/** Where functions believe that they run. */
export const PLACE: Place = { region: 'eu-west-1', account: '000000000000' };

/** Reads the templates by stack name. */
export function loadTemplate(stacks: Stacks, place: Place = PLACE): LocalTemplate {
  const reader = createReader(stacks, place);
  const functions = readFunctions(reader);
  const asyncConfigs = readAsyncConfigs(reader);
  const tables = readTables(reader);
  const cors = readCors(reader);
  const page = readPage(reader);
  const aliases = readAliases(reader, functions);

  function target(arnOrName: string): Target | undefined {
    const [, name, qualifier] =
      /^(?:(?:arn:aws:lambda:[^:]+:)?\d+:function:)?([\w-]+)(?::([\w$-]+))?$/.exec(arnOrName) ?? [];
    const found = functions.find((one) => one.name === name);
    if (!found || !isQualifier(found, qualifier)) return undefined;
    return { function: found, ...(qualifier && { qualifier }) };
  }

  const isQualifier = ({ logicalId }: LocalFunction, qualifier: string | undefined) =>
    qualifier === undefined ||
    /^(\$LATEST|\d+)$/.test(qualifier) ||
    aliases.some((alias) => alias.functionLogicalId === logicalId && alias.name === qualifier);

  function functionOf(uri: string, path: string): string {
    const found = target(uri);
    if (!found) throw new Error(`${path}: ${uri} is not a function of these templates.`);
    return found.function.logicalId;
  }

  return {
    functions,
    aliases,
    tables,
    buckets: readBuckets(reader),
    eventSourceMappings: readEventSourceMappings(reader, tables),
    routes: readRoutes(reader, functionOf),
    ...(cors && { cors }),
    rules: readRules(reader),
    eventBuses: readEventBuses(reader),
    eventRules: readEventRules(reader),
    configurationSets: readConfigurationSets(reader),
    ...(page && { page }),
    scheduleGroups: readScheduleGroups(reader),
    queues: readQueues(reader),
    keys: readKeys(reader),
    outputs: reader.outputs,
    asyncConfig(functionLogicalId, qualifier = '$LATEST') {
      const name = functions.find(({ logicalId }) => logicalId === functionLogicalId)?.name;
      return asyncConfigs.get(`${name}:${qualifier}`) ?? DEFAULT_ASYNC;
    },
    target,
  };
}
