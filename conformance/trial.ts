import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import {
  type Answer,
  type Question,
  RETRY_AFTER,
  readAnswer,
  SERVICE_CONTRACT,
  type ServiceVerb,
} from '../lambdas/adapters/service-contract.ts';
import { type Ask, Failure, type Reply } from './asking.ts';

/** One record of an export. */
export type Exported = Readonly<Record<string, unknown>>;

/** One run against one service. */
export interface Trial {
  readonly ask: Ask;
  /** The account whose data goes, and one whose data must not. */
  readonly accountId: string;
  readonly otherId: string;
  /** An account that the service has never heard of. */
  readonly unknownId: string;
  readonly deletionId: string;
  /** What the other account held before anything else was asked. */
  readonly others: Promise<readonly Exported[]>;
  /** How long "ask again" may go on, seconds. */
  readonly patience: number;
}

/** One thing that the contract asks for. */
export interface Check {
  readonly name: string;
  /** @throws Failure, saying what was answered instead */
  run(trial: Trial): Promise<void>;
}

export function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Failure(otherwise);
}

/** What was answered, as a person is told. */
export const shown = ({ status, headers, text }: Reply): string =>
  `${status} ${headers.get('content-type') ?? 'without a content type'}: ${text === '' ? 'nothing' : text.slice(0, 200)}`;

/** Asks until it is answered, and holds the answer against the contract. */
export async function answer<V extends ServiceVerb>(
  { ask, patience }: Pick<Trial, 'ask' | 'patience'>,
  verb: V,
  question: Question<V>,
  idempotencyKey?: string,
): Promise<Answer<V>> {
  for (let left = patience; ; ) {
    const reply = await ask(verb, question, idempotencyKey === undefined ? {} : { idempotencyKey });
    if (reply.status !== 202) return contained(verb, reply);
    expect(SERVICE_CONTRACT[verb].mayWait, `${verb} has to be answered at once, not with 202`);
    const seconds = Number(reply.headers.get('retry-after') ?? RETRY_AFTER.unsaid);
    const isKnown = Number.isInteger(seconds) && seconds >= RETRY_AFTER.least && seconds <= RETRY_AFTER.most;
    expect(
      isKnown,
      `${verb}: 202 with Retry-After: ${reply.headers.get('retry-after')}, which is no 1 to 3600 seconds`,
    );
    expect(left >= seconds, `${verb} was still at it after ${patience} seconds (--patience)`);
    left -= seconds;
    await sleep(seconds * 1_000);
  }
}

function contained<V extends ServiceVerb>(verb: V, reply: Reply): Answer<V> {
  expect(reply.status === 200, `${verb} answered ${shown(reply)}`);
  const isJson = /^application\/json\s*(;|$)/i.test(reply.headers.get('content-type') ?? '');
  expect(isJson, `${verb} answered no JSON: ${shown(reply)}`);
  const { success, output, issues } = readAnswer(verb, jsonOf(verb, reply));
  if (!success) {
    const [issue] = issues;
    throw new Failure(`${verb} answered ${shown(reply)}; ${v.getDotPath(issue) ?? 'the answer'}: ${issue.message}`);
  }
  return output as Answer<V>;
}

function jsonOf(verb: string, reply: Reply): unknown {
  try {
    return JSON.parse(reply.text);
  } catch {
    throw new Failure(`${verb} answered broken JSON: ${shown(reply)}`);
  }
}

/** All records of an account, in pages of so many at most. */
export async function exported(trial: Pick<Trial, 'ask' | 'patience'>, accountId: string, most = 1_000) {
  const pages: (readonly Exported[])[] = [];
  const cursors = new Set<string>();
  for (let cursor: string | undefined; ; ) {
    const page = await answer(trial, 'export', { accountId, most, ...(cursor !== undefined && { cursor }) });
    expect(page.records.length <= most, `export answered ${page.records.length} records, where ${most} were asked for`);
    pages.push(page.records);
    if (page.cursor === undefined) return { records: pages.flat(), pages: pages.length };
    expect(!cursors.has(page.cursor), `export does not move on: the cursor "${page.cursor}" came twice`);
    cursors.add(page.cursor);
    cursor = page.cursor;
  }
}

/** Whether two exports are the same, in whatever order. */
export const areSame = (some: readonly Exported[], others: readonly Exported[]): boolean => {
  const sorted = (records: readonly Exported[]) => records.map((record) => JSON.stringify(record)).sort();
  return JSON.stringify(sorted(some)) === JSON.stringify(sorted(others));
};
