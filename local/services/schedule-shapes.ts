import { AwsError, type WireRequest } from '../wire.ts';
import type { ScheduleInput } from './schedule-input.ts';

/** A schedule as the service keeps it; times in milliseconds. */
export interface Schedule extends ScheduleInput {
  readonly Name: string;
  readonly Arn: string;
  readonly created: number;
  readonly modified: number;
}

const VERBS: Record<string, string> = { POST: 'Create', PUT: 'Update', GET: 'Get', DELETE: 'Delete' };

/** The API's name of what a request to `/schedules` asks for. */
export function operationOf({ method, path }: WireRequest): string {
  if (method === 'GET' && path === '/schedules') return 'ListSchedules';
  const verb = VERBS[method];
  if (verb && /^\/schedules\/./.test(path)) return `${verb}Schedule`;
  throw new AwsError('UnknownOperationException', 404, `${method} ${path} is not stood in for`);
}

export const nameIn = ({ path }: WireRequest): string => path.slice('/schedules/'.length);

export const groupIn = ({ query }: WireRequest): string => query.get('groupName') ?? 'default';

/** As GetSchedule answers; times in seconds. */
export function described({ created, modified, Name, Arn, ...input }: Schedule): object {
  return { ...input, Name, Arn, CreationDate: created / 1000, LastModificationDate: modified / 1000 };
}

/** As ListSchedules answers. */
export function summary({ Name, Arn, GroupName, State, Target, created, modified }: Schedule): object {
  return {
    Name,
    Arn,
    GroupName,
    State,
    Target: { Arn: Target.Arn },
    CreationDate: created / 1000,
    LastModificationDate: modified / 1000,
  };
}

/** What the dead-letter queue gets of a schedule that could not wake its target. */
export const deadLetterOf = ({ Arn, Target }: Schedule, error: unknown): object => ({
  SCHEDULE_ARN: Arn,
  TARGET_ARN: Target.Arn,
  ERROR_CODE: error instanceof AwsError ? error.code : 'InternalError',
  ERROR_MESSAGE: error instanceof Error ? error.message : String(error),
  INPUT: Target.Input,
});
