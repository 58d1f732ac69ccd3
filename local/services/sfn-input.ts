import * as v from 'valibot';

const PAGE = 100;
const arn = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

/** What StartExecution takes. A name has no space, bracket, wildcard or other special character. */
export const Start = v.object({
  stateMachineArn: arn,
  name: v.optional(v.pipe(v.string(), v.regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u))),
  input: v.optional(v.string(), '{}'),
});

/** What DescribeExecution takes. */
export const One = v.object({ executionArn: arn });

/** What StopExecution takes. */
export const Stop = v.object({
  ...One.entries,
  error: v.exactOptional(v.pipe(v.string(), v.maxLength(256))),
  cause: v.exactOptional(v.pipe(v.string(), v.maxLength(32_768))),
});

/** What ListExecutions takes; 0 means the default. */
export const List = v.object({
  stateMachineArn: arn,
  statusFilter: v.optional(
    v.picklist(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'] as const),
  ),
  maxResults: v.pipe(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)), 0),
    v.transform((most) => most || PAGE),
  ),
  nextToken: v.optional(v.string()),
});
