import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { ESBUILD_OPTIONS, PROJECT_ROOT } from '../../lib/constructs/esbuild-options.ts';
import { actionsOf, allowedActions, IMPLIED, verbsOf } from '../support/iam.ts';
import { resourcesOf, synthesized } from './synthesized.ts';

const resources = resourcesOf(synthesized().service);
const verbs = verbsOf(resources);

/** What is imported to send something, by its name: what is sent, where that is not the name itself. */
const SENT: Readonly<Record<string, readonly string[]>> = {
  GetCommand: ['GetItem'],
  PutCommand: ['PutItem'],
  UpdateCommand: ['UpdateItem'],
  DeleteCommand: ['DeleteItem'],
  BatchWriteCommand: ['BatchWriteItem'],
  TransactWriteCommand: ['PutItem', 'DeleteItem', 'ConditionCheckItem'],
  Upload: ['PutObject', 'AbortMultipartUpload'],
};
const CLIENTS: Readonly<Record<string, string>> = { 'lib-dynamodb': 'dynamodb', 'lib-storage': 's3' };
/** The durable SDK's own calls, and those for whoever cannot be asked through a client. */
const OF_THE_ENGINE = ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'];

const IMPORT = /^import \{([^}]*)\} from '@aws-sdk\/([\w-]+)';/gm;

/** The permissions that one of our modules can have use for: by the commands that it imports. */
function actionsIn(source: string): string[] {
  return [...source.matchAll(IMPORT)].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .flatMap((name) => SENT[name] ?? /^(\w+)Command$/.exec(name)?.[1] ?? /^paginate(\w+)$/.exec(name)?.[1] ?? [])
      .flatMap((operation) => actionsOf({ service: CLIENTS[from] ?? from.replace(/^client-/, ''), operation })),
  );
}

/** Our own modules that are in a function's bundle. */
const modules = new Map<string, string[]>();
beforeAll(async () => {
  const { metafile } = await build({
    ...ESBUILD_OPTIONS,
    entryPoints: verbs.map((verb) => join(PROJECT_ROOT, 'lambdas', `${verb}.ts`)),
    absWorkingDir: PROJECT_ROOT,
    outdir: 'out',
    write: false,
    metafile: true,
  });
  for (const { entryPoint, inputs } of Object.values(metafile.outputs)) {
    const used = Object.entries(inputs).filter(
      ([path, { bytesInOutput }]) => bytesInOutput > 0 && path.startsWith('lambdas/'),
    );
    modules.set(
      entryPoint!.replace(/^lambdas\/(.*)\.ts$/, '$1'),
      used.map(([path]) => path),
    );
  }
});

const sourcesOf = (verb: string) => modules.get(verb)!.map((path) => readFileSync(join(PROJECT_ROOT, path), 'utf8'));

describe('least permissions', () => {
  test.each(verbs)('%s is allowed nothing that its code cannot send', (verb) => {
    const sent = new Set([...sourcesOf(verb).flatMap(actionsIn), ...OF_THE_ENGINE]);

    expect(sent.size).toBeGreaterThan(OF_THE_ENGINE.length);
    expect([...allowedActions(resources, verb)].filter((action) => !sent.has(action) && !(action in IMPLIED))).toEqual(
      [],
    );
  });

  // The log of calls shows no parts of transactions: what test/journeys/allowed.test.ts cannot see.
  test.each(verbs)('%s may check a condition if, and only if, one of its transactions does', (verb) => {
    const verbsOfIts = modules.get(verb)!.filter((path) => path.startsWith('lambdas/app/'));
    const checks = verbsOfIts.some((path) =>
      /unlessPaused: true|accounts\.settle\(/.test(readFileSync(join(PROJECT_ROOT, path), 'utf8')),
    );

    expect(allowedActions(resources, verb).has('dynamodb:ConditionCheckItem')).toBe(checks);
  });
});
