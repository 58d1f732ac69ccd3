import type { ItemsPlace, LeftOut, SchedulesSpec } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding, onItems, type Permission, query } from './holding.ts';

export interface SchedulesProps extends ItemsPlace, LeftOut {
  /** The attribute that holds the schedule's name. */
  readonly scheduleName: string;
  /** The schedule group that they are in. */
  readonly group: string;
  /** The role that they assume: who switches a schedule off or on has to hand it over again. */
  readonly roleArn: string;
}

/** Customers' schedules in EventBridge Scheduler, which a table names: disabled, then deleted. */
export function schedules(name: string, { roleArn, ...props }: SchedulesProps): Holding {
  const spec: SchedulesSpec = { kind: 'schedules', name, outcome: 'terminate', ...props };
  /** Which schedules there are is data, unknown when the policy is made, hence all of the group. */
  const onSchedules = (...actions: string[]): Permission => ({
    actions: actions.map((action) => `scheduler:${action}`),
    resource: { service: 'scheduler', resource: 'schedule', resourceName: `${props.group}/*` },
  });
  const passRole: Permission = {
    actions: ['iam:PassRole'],
    resource: roleArn,
    conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  };
  const read = [query(props)];
  const switches = [...read, onSchedules('GetSchedule', 'UpdateSchedule'), passRole];
  const change = [...switches, onItems(props, 'dynamodb:UpdateItem')];
  return holding(spec, {
    count: read,
    export: read,
    suspend: change,
    resume: change,
    fence: switches,
    erase: [...read, onSchedules('DeleteSchedule'), onItems(props, 'dynamodb:BatchWriteItem')],
    verify: [...read, onSchedules('GetSchedule')],
  });
}
