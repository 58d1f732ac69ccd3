import * as v from 'valibot';
import { AwsError } from '../wire.ts';

const DEFAULT_RETRY_ATTEMPTS = 185;
const DEFAULT_EVENT_AGE = 86_400;
const MAX_INPUT_BYTES = 256 * 1024;

const RetryPolicy = v.object({
  MaximumRetryAttempts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(185))),
  MaximumEventAgeInSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(86_400))),
});

const Target = v.object({
  Arn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:[a-z-]+:/, 'not an ARN')),
  RoleArn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/, 'not the ARN of a role')),
  Input: v.optional(v.pipe(v.string(), v.minLength(1), v.maxBytes(MAX_INPUT_BYTES), v.check(isJson, 'not JSON'))),
  DeadLetterConfig: v.optional(v.object({ Arn: v.optional(v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:sqs:/))) })),
  RetryPolicy: v.optional(RetryPolicy),
  // What some targets take beside: kept as it is.
  EcsParameters: v.optional(v.unknown()),
  EventBridgeParameters: v.optional(v.unknown()),
  KinesisParameters: v.optional(v.unknown()),
  SageMakerPipelineParameters: v.optional(v.unknown()),
  SqsParameters: v.optional(v.unknown()),
});

const FlexibleTimeWindow = v.variant('Mode', [
  v.object({ Mode: v.literal('OFF') }),
  v.object({
    Mode: v.literal('FLEXIBLE'),
    MaximumWindowInMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
  }),
]);

/** The body of CreateSchedule and UpdateSchedule, dates in seconds. What stands elsewhere than the service looks is ignored, as there. */
export const ScheduleInput = v.object({
  GroupName: v.optional(v.string(), 'default'),
  ScheduleExpression: v.string(),
  ScheduleExpressionTimezone: v.optional(v.string(), 'UTC'),
  StartDate: v.optional(v.number()),
  EndDate: v.optional(v.number()),
  FlexibleTimeWindow,
  Target,
  State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  ActionAfterCompletion: v.optional(v.picklist(['NONE', 'DELETE']), 'NONE'),
  Description: v.optional(v.pipe(v.string(), v.maxLength(512))),
  KmsKeyArn: v.optional(v.string()),
});
export type ScheduleInput = v.InferOutput<typeof ScheduleInput>;

/** How often a hand-over that failed is tried again, and for how long (milliseconds). */
export function retryPolicy({ Target: { RetryPolicy: policy } }: ScheduleInput): { attempts: number; age: number } {
  return {
    attempts: policy?.MaximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS,
    age: (policy?.MaximumEventAgeInSeconds ?? DEFAULT_EVENT_AGE) * 1000,
  };
}

/** Refuses a name that the service would refuse. */
export function checkName(name: string): string {
  if (/^[0-9a-zA-Z\-_.]{1,64}$/.test(name)) return name;
  throw new AwsError('ValidationException', 400, `1 validation error detected: Value '${name}' at 'name' is invalid`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
