import { randomUUID } from 'node:crypto';
import type { HoldingSpec, ObjectsSpec, ServiceSpec, UsersSpec } from '../lambdas/holdings/spec.ts';
import { DEMO_RECORDS, type Fields, noteOf } from './demo-records.ts';
import type { Seed } from './seeds.ts';
import type { Carrier } from './services/carrier.ts';
import type { Scheduler } from './services/scheduler.ts';
import type { StepFunctions } from './services/sfn.ts';
import { PLACE } from './template.ts';

/** A holding that has rows of its own in a table. */
export type Listed = Exclude<HoldingSpec, ObjectsSpec | UsersSpec | ServiceSpec>;

/** Where what the rows name is made. */
export interface Named {
  readonly carrier: Pick<Carrier, 'lease'>;
  readonly scheduler: Pick<Scheduler, 'create'>;
  readonly stepFunctions: Pick<StepFunctions, 'start'>;
}

/** The campaigns' state machine, as the example settings name it. */
export const STATE_MACHINE = 'voice-campaigns';

const HOUR = 3_600_000;

/** Every third thing that runs by itself is one that its owner has switched off. */
const isSwitchedOff = (n: number) => n % 3 === 2;

/** The rows that an account has of a holding, keys and all, one after the other; what they name is made with them. */
export function* recordsOf(holding: Listed, seed: Seed, now: number, named: Named): Generator<Fields> {
  const count = holding.kind === 'members' ? seed.users.length : (seed.counts[holding.name] ?? 0);
  for (let n = 0; n < count; n++) {
    const id = `${holding.name}-${String(n + 1).padStart(6, '0')}`;
    const at = new Date(now - n * HOUR).toISOString();
    const fields = (DEMO_RECORDS[holding.name] ?? noteOf)(n, at, seed.name);
    yield { ...keyOf(holding, seed.accountId, id), ...fields, ...ofKind(holding, seed, n, named) };
  }
}

function keyOf({ key, index }: Listed, accountId: string, id: string): Fields {
  const own = index ? `${accountId}/${id}` : accountId;
  return { [key.partition]: own, ...(key.sort && { [key.sort]: id }), ...(index && { [index.partition]: accountId }) };
}

/** The fields that the data map goes by. */
function ofKind(holding: Listed, seed: Seed, n: number, named: Named): Fields {
  const { accountId } = seed;
  switch (holding.kind) {
    case 'members': {
      const { id, role, email } = holding.user;
      const user = seed.users[n]!;
      return { [id]: user.userId, [role]: user.role, [email]: user.email };
    }
    case 'phone-numbers': {
      const { phoneNumberId, phoneNumber } = named.carrier.lease(accountId);
      return { phoneNumber, [holding.numberId]: phoneNumberId, ...flag(holding.suspension) };
    }
    case 'executions': {
      if (isSwitchedOff(n)) return flag(holding.suspension && { ...holding.suspension, running: 'paused' });
      const execution = named.stepFunctions.start(STATE_MACHINE, { accountId, campaign: n + 1 });
      return { [holding.executionArn]: execution, ...flag(holding.suspension) };
    }
    case 'schedules':
      return { [holding.scheduleName]: schedule(holding.group, n, named.scheduler) };
    case 'retained':
      return billOf(holding, seed, n);
    case 'items':
      return flag(holding.suspension);
  }
}

const flag = (how: { readonly attribute: string; readonly running: string } | undefined): Fields =>
  how ? { [how.attribute]: how.running } : {};

/** Makes one that calls every working day; gives its name. */
function schedule(GroupName: string, n: number, scheduler: Named['scheduler']): string {
  const name = `call-${randomUUID()}`;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${PLACE.account}:${rest}`;
  scheduler.create(name, {
    GroupName,
    ScheduleExpression: `cron(0 ${8 + (n % 10)} ? * MON-FRI *)`,
    ScheduleExpressionTimezone: 'Europe/Berlin',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: arn(`lambda:${PLACE.region}`, 'function:voice-start-calls'),
      RoleArn: arn('iam:', 'role/voice-schedules'),
      Input: JSON.stringify({ schedule: name }),
    },
    State: isSwitchedOff(n) ? 'DISABLED' : 'ENABLED',
    ActionAfterCompletion: 'NONE',
  });
  return name;
}

/** The first record is what is owed, where the map names one. */
function billOf({ key, balance }: Extract<HoldingSpec, { kind: 'retained' }>, { owes }: Seed, n: number): Fields {
  if (n > 0 || !balance || !key.sort) return {};
  return { type: 'balance', [key.sort]: balance.sort, [balance.amount]: owes, [balance.currency]: 'USD' };
}
