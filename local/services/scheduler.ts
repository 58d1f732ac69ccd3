import type { LocalClock } from '../clock.ts';
import type { DeadLetters } from '../dead-letters.ts';
import { type LocalTemplate, PLACE } from '../template.ts';
import { AwsError, type AwsService, type WireRequest, type WireResponse } from '../wire.ts';
import { readInput } from './input.ts';
import type { Lambda } from './lambda.ts';
import { checkName, retryPolicy, ScheduleInput } from './schedule-input.ts';
import { checkFiring, momentOf } from './schedule-moments.ts';
import { deadLetterOf, described, groupIn, nameIn, operationOf, type Schedule, summary } from './schedule-shapes.ts';

const MINUTE = 60_000;
const LONGEST_BACKOFF = 8 * MINUTE;

interface Kept {
  readonly schedule: Schedule;
  /** Its place in the agenda, while it has one. */
  entry?: { cancel(): void } | undefined;
}

export interface Scheduler {
  readonly service: AwsService;
  /** What is scheduled now, oldest first. */
  schedules(): readonly Schedule[];
  /** Makes a group for schedules of the product's: they are kept and changed, and wake nobody here. */
  createGroup(name: string): void;
  /** Takes a schedule as CreateSchedule does. */
  create(name: string, input: ScheduleInput): void;
}

export interface SchedulerOptions {
  readonly clock: LocalClock;
  readonly groups: LocalTemplate['scheduleGroups'];
  readonly lambda: Pick<Lambda, 'invokeAsync'>;
  readonly deadLetters: Pick<DeadLetters, 'send'>;
  /** Says whether this invocation comes twice, as an at-least-once service may. @default never */
  readonly twice?: () => boolean;
}

/**
 * EventBridge Scheduler. A one-shot schedule fires at the start of its minute, the earliest that the service's precision
 * allows; one that recurs is kept, in the groups of the product alone.
 */
export function createScheduler({
  clock,
  groups,
  lambda,
  deadLetters,
  twice = () => false,
}: SchedulerOptions): Scheduler {
  const kept = new Map<string, Kept>();
  /** By name: their ARNs. */
  const ofProduct = new Map<string, string>();

  const all = (): Schedule[] => [...kept.values()].map(({ schedule }) => schedule);

  const groupArn = (name: string): string => {
    const arn = groups.find((each) => each.name === name)?.arn ?? ofProduct.get(name);
    if (!arn) throw new AwsError('ResourceNotFoundException', 404, `Schedule group ${name} does not exist.`);
    return arn;
  };

  const find = (group: string, name: string): Kept => {
    const found = kept.get(`${group}/${name}`);
    if (!found) throw new AwsError('ResourceNotFoundException', 404, `Schedule ${name} does not exist.`);
    return found;
  };

  const put = (name: string, input: ScheduleInput, before?: Kept): WireResponse => {
    const now = clock.now();
    const moment = momentOf(input, now);
    if (!ofProduct.has(input.GroupName)) checkFiring(input, moment);
    before?.entry?.cancel();
    const Arn = `${groupArn(input.GroupName).replace(':schedule-group/', ':schedule/')}/${name}`;
    const created = before?.schedule.created ?? now;
    const entered: Kept = { schedule: { ...input, Name: name, Arn, created, modified: now } };
    kept.set(`${input.GroupName}/${name}`, entered);
    if (moment !== undefined && input.State === 'ENABLED') {
      const due = Math.floor(moment / MINUTE) * MINUTE;
      entered.entry = clock.at(due, 'schedule', name, () => fire(entered));
    }
    return { body: { ScheduleArn: Arn } };
  };

  const drop = ({ schedule, entry }: Kept): WireResponse => {
    entry?.cancel();
    kept.delete(`${schedule.GroupName}/${schedule.Name}`);
    return { body: {} };
  };

  const wake = ({ GroupName, Target }: Schedule): void => {
    if (ofProduct.has(GroupName)) return;
    const input: unknown = JSON.parse(Target.Input ?? '{}');
    lambda.invokeAsync(Target.Arn, input);
    if (twice()) lambda.invokeAsync(Target.Arn, input);
  };

  const fire = (due: Kept, first = clock.now(), attempt = 0): void => {
    const { Name, ActionAfterCompletion } = due.schedule;
    try {
      wake(due.schedule);
    } catch (error) {
      const { attempts, age } = retryPolicy(due.schedule);
      const next = clock.now() + Math.min(2 ** attempt * 1000, LONGEST_BACKOFF);
      if (attempt < attempts && next <= first + age) {
        due.entry = clock.at(next, 'schedule', Name, () => fire(due, first, attempt + 1));
        return;
      }
      const queue = due.schedule.Target.DeadLetterConfig?.Arn;
      if (queue) deadLetters.send(queue, deadLetterOf(due.schedule, error));
    }
    if (ActionAfterCompletion === 'DELETE') drop(due);
  };

  const create = (name: string, input: ScheduleInput): WireResponse => {
    checkName(name);
    groupArn(input.GroupName);
    if (kept.has(`${input.GroupName}/${name}`)) {
      throw new AwsError('ConflictException', 409, `Schedule ${name} already exists.`);
    }
    return put(name, input);
  };

  const operations: Record<string, (request: WireRequest) => WireResponse> = {
    CreateSchedule: (request) => create(nameIn(request), readInput(ScheduleInput, request)),
    UpdateSchedule(request) {
      const input = readInput(ScheduleInput, request);
      return put(nameIn(request), input, find(input.GroupName, nameIn(request)));
    },
    GetSchedule: (request) => ({ body: described(find(groupIn(request), nameIn(request)).schedule) }),
    DeleteSchedule: (request) => drop(find(groupIn(request), nameIn(request))),
    ListSchedules({ query }) {
      const group = query.get('ScheduleGroup');
      const prefix = query.get('NamePrefix') ?? '';
      const found = all().filter((each) => each.Name.startsWith(prefix) && (!group || each.GroupName === group));
      return { body: { Schedules: found.map(summary) } };
    },
  };

  const service: AwsService = {
    name: 'scheduler',
    signingName: 'scheduler',
    operation: operationOf,
    async handle(operation, request) {
      return operations[operation]!(request);
    },
  };
  return {
    service,
    schedules: all,
    createGroup: (name) =>
      void ofProduct.set(name, `arn:aws:scheduler:${PLACE.region}:${PLACE.account}:schedule-group/${name}`),
    create: (name, input) => void create(name, input),
  };
}
