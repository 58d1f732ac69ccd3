/** One call of one function, under way in a process. */
export interface Task {
  readonly what: string;
  /** Whether it stops before each of its calls outside, for others to get their turn. */
  holds: boolean;
  readonly held: (() => void)[];
  over: boolean;
  done: Promise<void>;
}

/** What a process is while nothing runs in it. */
const FREE = null;

/** A process of one function at a time, as Lambda has them. */
export interface Slot {
  task: Task | typeof FREE;
  /** Comes before each call to anything outside of the process. */
  turn(): Promise<void>;
}

const AT_ONCE = Promise.resolve();

export function slot(): Slot {
  const here: Slot = {
    task: FREE,
    turn() {
      const { task } = here;
      if (!task?.holds) return AT_ONCE;
      return new Promise((goOn) => void task.held.push(goOn));
    },
  };
  return here;
}

/** Resolves when everything that holds is held, and no call is under way to a store that answers to nobody here. */
export const standsStill = async (tasks: () => readonly (Task | null)[], underWay: () => number): Promise<void> => {
  const moves = (task: Task | null) => task?.holds && task.held.length === 0;
  do await new Promise((resolve) => setImmediate(resolve));
  while (underWay() > 0 || tasks().some(moves));
};

/** Begins something in a process; it stops before its first call outside, if it `holds`. */
export function begin(here: Slot, what: string, holds: boolean, run: () => Promise<void>): Task {
  const task: Task = { what, holds, held: [], over: false, done: AT_ONCE };
  here.task = task;
  const end = () => {
    task.over = true;
    here.task = FREE;
  };
  task.done = run().finally(end);
  return task;
}

/** Lets one of its calls happen; which one, where several are under way. */
export function goOn({ held }: Task, pick: number): void {
  held.splice(pick % held.length, 1)[0]?.();
}

/** Lets it run to its end. */
export async function toTheEnd(task: Task): Promise<void> {
  task.holds = false;
  for (const resume of task.held.splice(0)) resume();
  await task.done;
}

/** Ends its process: what it was about to do never happens. */
export function kill(here: Slot): void {
  here.task!.held.length = 0;
  here.task!.over = true;
  here.task = FREE;
}
