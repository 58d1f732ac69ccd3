import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { systemClock } from '../lambdas/adapters/system.ts';
import { outputsOf } from './deployment.ts';
import { receiptId } from './given.ts';
import { goLocal } from './local-run.ts';
import { type System, systemOf } from './system.ts';
import { EXIT, trouble, unreached } from './trouble.ts';
import { Usage, usage, usageOf } from './usage.ts';
import type { Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

const COMMON = {
  stage: { type: 'string' },
  local: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const Target = v.union([
  v.strictObject({ stage: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,19}$/)) }),
  v.strictObject({ local: v.pipe(v.string(), v.url()), as: v.optional(v.pipe(v.string(), v.nonEmpty()), 'operator') }),
]);

/** Runs the command; gives what to print. @throws Usage and what the verb throws */
async function main([name, ...args]: readonly string[]): Promise<string> {
  if (name === undefined || name === '--help' || name === 'help') return usage(VERBS);
  const verb = VERBS.find((each) => each.name === name);
  if (!verb) throw new Usage(`There is no verb "${name}".\n\n${usage(VERBS)}`);
  const { values, positionals } = parsed(verb, args);
  const { stage, local, as, json, help, ...options } = values;
  if (help) return usageOf(verb);

  const run = verb.prepare({ ...named(verb, positionals), ...options });
  const system = await connect({ stage, local, as }).catch(unreached);
  const told = await run(system);
  return json ? JSON.stringify(told.data, null, 2) : told.text;
}

function parsed(verb: Verb, args: readonly string[]) {
  // A receipt's id may begin with a hyphen, and is no option for that.
  const [first, ...rest] = v.is(receiptId, args[0]) ? args : [undefined, ...args];
  try {
    const { values, positionals } = parseArgs({
      args: rest as string[],
      allowPositionals: true,
      options: { ...verb.options, ...COMMON },
    });
    return { values, positionals: first === undefined ? positionals : [first, ...positionals] };
  } catch (error) {
    throw new Usage((error as Error).message);
  }
}

function named({ name, argument }: Verb, [first, ...more]: readonly string[]): Record<string, string> {
  if (more.length > 0 || (first !== undefined && !argument)) throw new Usage(`${name} takes no more arguments.`);
  return argument && first !== undefined ? { [argument]: first } : {};
}

async function connect(given: Record<string, unknown>): Promise<System> {
  const target = v.safeParse(Target, JSON.parse(JSON.stringify(given)));
  if (!target.success) throw new Usage('Say which: --stage <name>, or --local <url> and, there, --as <name>.');
  if ('stage' in target.output) return systemOf(await outputsOf(target.output.stage), systemClock);
  const clock = await goLocal(target.output.local, target.output.as);
  return systemOf(await outputsOf('local'), clock);
}

const args = process.argv.slice(2);
try {
  console.log(await main(args));
  if (args.length === 0) process.exitCode = EXIT.usage;
} catch (error) {
  const { exitCode, message } = trouble(error, args.includes('--json'));
  console.error(message);
  process.exitCode = exitCode;
}
