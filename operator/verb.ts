import type { ParseArgsOptionsConfig } from 'node:util';
import * as v from 'valibot';
import { FIXES } from './given.ts';
import type { System } from './system.ts';
import { Usage } from './usage.ts';

/** What a verb tells: to people, and to scripts. */
export interface Told {
  readonly text: string;
  readonly data: unknown;
}

interface About {
  readonly name: string;
  /** In one sentence. */
  readonly does: string;
  /** What is given after its name. */
  readonly call: string;
  /** A line for each option; empty where there is none. */
  readonly help: string;
  /** What its one argument is called; absent where it has none. */
  readonly argument?: string;
  readonly options?: ParseArgsOptionsConfig;
}

interface Definition<S extends v.GenericSchema> extends About {
  /** What has to be given, by the names of the argument and the options (`given.ts`). */
  readonly takes: S;
  run(given: v.InferOutput<S>, system: System): Promise<Told>;
}

/** One thing that the command does. */
export interface Verb extends About {
  /** @throws Usage naming all that is missing or wrong, before anybody is asked anything */
  prepare(given: Readonly<Record<string, unknown>>): (system: System) => Promise<Told>;
}

/** Makes a verb of its parts. */
export const verb = <S extends v.GenericSchema>({ takes, run, ...about }: Definition<S>): Verb => ({
  ...about,
  prepare(given) {
    const checked = v.safeParse(takes, given);
    if (!checked.success) throw new Usage(checked.issues.map((issue) => said(issue, about.argument)).join('\n'));
    return (system) => run(checked.output, system);
  },
});

function said(issue: v.BaseIssue<unknown>, argument: string | undefined): string {
  const name = v.getDotPath(issue) ?? '';
  const { value } = issue.path?.at(-1) ?? { value: issue.input };
  const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  return `${name === argument ? `<${name}>` : `--${name}`} ${found}; give ${FIXES[name] ?? issue.message}.`;
}
