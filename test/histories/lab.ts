import type { Pause } from '../../lambdas/app/pause.ts';
import type { Account } from '../../lambdas/domain/account.ts';
import type { OwedNotice } from '../../lambdas/domain/owed.ts';
import type { TableView } from '../support/memory-table.ts';
import { type Job, judge, judgeNotice } from './judging.ts';
import type { Decision, Meeting } from './meeting.ts';
import { createProcess, type Process } from './processes.ts';
import { begin, kill, standsStill, type Task, toTheEnd } from './turns.ts';
import { DOMAIN, newWorld, SECRET, type World } from './world.ts';
import { note } from './wrong.ts';

/** The state table that histories run over. */
export interface Store {
  /** A process's view; `turn` comes before each of its calls. */
  view(turn: () => Promise<void>): TableView;
  /** Calls that are under way and answer to nobody here. */
  underWay(): number;
  /** Removes the item that vanishes by itself, as DynamoDB does. */
  dropRequest(accountId: string): Promise<void>;
  /** All that is stored of an account, as text. */
  text(accountId: string): Promise<string>;
  load(accountId: string): Promise<Account>;
  clear(): Promise<void>;
  readonly pause: Pause;
}

const PROCESSES = 6;

/** Where histories are tried: processes that run the functions as they are composed, and a world for each history. */
export class Lab implements Meeting {
  world = newWorld([]);
  readonly processes: readonly Process[];
  readonly store: Store;
  readonly jobs = new Map<Process, Job>();

  constructor(store: Store) {
    this.store = store;
    this.processes = Array.from({ length: PROCESSES }, (_, index) => createProcess(this, index, store.view));
  }

  /** Listens to what is logged, in place of the console: nothing of it may be personal. */
  listen(): void {
    const hear = (...line: unknown[]) => {
      const text = JSON.stringify(line);
      if (text.includes('"dropped":true')) note(this.world, 'a mail was dropped');
      if (text.includes(DOMAIN) || text.includes(SECRET)) this.world.wrong.push(new Error('somebody was logged'));
    };
    Object.assign(console, { error: hear, warn: hear });
  }

  /** A new history begins. */
  async renew(skews: readonly number[]): Promise<World> {
    for (const process of this.busy()) kill(process);
    await this.store.clear();
    this.world = newWorld(skews);
    return this.world;
  }

  busy(): Process[] {
    return this.processes.filter(({ task }) => task !== null);
  }

  stands(): Promise<void> {
    const tasks = () => this.processes.map(({ task }) => task);
    return standsStill(tasks, () => this.store.underWay());
  }

  /** Has a free process do something: to its end, or up to its first call outside. */
  async start(
    what: string,
    holds: boolean,
    job: Pick<Job, 'judge' | 'run'>,
    run: (process: Process, job: Job) => Promise<void>,
  ): Promise<void> {
    let process = this.processes.find(({ task }) => task === null);
    if (!process) {
      [process] = this.processes as [Process];
      await toTheEnd(process.task as Task);
    }
    const here = process;
    const known: Job = { ...job, decisions: 0, refused: null, left: null };
    this.jobs.set(here, known);
    const task = begin(here, what, holds, () => run(here, known).catch((error) => void this.world.wrong.push(error)));
    if (holds) await this.stands();
    else await task.done;
  }

  took(accountId: string, notice: OwedNotice): void {
    judgeNotice(this.world, accountId, notice);
  }

  /** A verb has decided: what the model says must be what came of it. */
  decided(here: Process, accountId: string, decision: Decision): void {
    const { world } = this;
    const job = this.jobs.get(here)!;
    try {
      judge(world, job, accountId, decision);
    } catch (error) {
      world.wrong.push(error as Error);
      throw error;
    }
  }
}
