import { dollars } from './prices.ts';

/** Something that would wake a purge after seven days. */
export interface Timer {
  readonly name: string;
  /** Dollars a month at so many deletions a day. */
  readonly aMonth: (aDay: number) => number;
  readonly lateness: string;
  readonly failures: readonly string[];
  readonly source: string;
}

/** Days of a month, and of waiting. */
export const [MONTH, GRACE] = [30, 7];
/** Bytes of an item that says when an account is due, and of the state that an execution keeps. */
const [ITEM, STATE] = [300, 1_000];
const MINUTES = MONTH * 24 * 60;
/** One invocation of 512 MB for a tenth of a second. */
const INVOCATION = dollars('lambdaRequest', 1) + dollars('lambdaGigabyteSecond', 0.05);
const GIGABYTE = 1_000_000_000;

const DOCS = 'https://docs.aws.amazon.com';
const each = (one: number) => (aDay: number) => aDay * MONTH * one;

export const TIMERS: readonly Timer[] = [
  {
    name: 'this: one schedule each, beside an owed item that the sweep finds',
    // The item comes in the confirmation's transaction and goes in the claim's: two units each, and one of the index.
    aMonth: each(dollars('scheduled', 1) + dollars('writeUnit', 6) + INVOCATION),
    lateness: '2 minutes; an hour where the schedule is lost',
    failures: [
      'a schedule lost, late or doubled: the table decides and the sweep repairs',
      'Scheduler down: purges wait for the sweep',
    ],
    source: `${DOCS}/scheduler/latest/UserGuide/schedule-types.html`,
  },
  {
    name: 'a cron each minute that scans a table of what waits',
    aMonth: (aDay) => {
      const pages = (aDay * GRACE * ITEM) / 4_096;
      return (
        dollars('readUnit', (Math.ceil(pages) / 2) * MINUTES) +
        INVOCATION * MINUTES +
        each(dollars('writeUnit', 2))(aDay)
      );
    },
    lateness: 'a minute and the time of a scan, which grows with what waits',
    failures: [
      'a run that fails half-way or overtakes the one before',
      'many due at once do not fit into one run',
      'cost grows with all that waits, not with what is due',
    ],
    source: `${DOCS}/amazondynamodb/latest/developerguide/bp-query-scan.html`,
  },
  {
    name: 'a cron each minute that queries an index by due time',
    aMonth: (aDay) =>
      dollars('readUnit', Math.max(1, (aDay / 1_440) * (ITEM / 8_192)) * MINUTES) +
      INVOCATION * MINUTES +
      each(dollars('writeUnit', 4))(aDay),
    lateness: 'a minute, and the backlog of one run',
    failures: [
      'one hot partition of the index',
      'the one runner is all there is: when it stops nothing is purged, and nothing says so',
    ],
    source: `${DOCS}/amazondynamodb/latest/developerguide/bp-partition-key-design.html`,
  },
  {
    name: 'a Step Functions execution that waits seven days',
    // Start, wait, task, end.
    aMonth: each(dollars('transition', 4) + INVOCATION),
    lateness: 'seconds',
    failures: [
      '1,000,000 open executions by default; seven days of 1.4 million a day are 9.8 million',
      'a cancel must reach the execution as well as the table: two writes that can part',
      'what waits keeps the definition that it began with',
      'the input stays in the history for 90 days',
    ],
    source: `${DOCS}/step-functions/latest/dg/service-quotas.html`,
  },
  {
    name: 'a durable function that waits seven days',
    // The start, the wait, and the step after it.
    aMonth: each(
      dollars('durableOperation', 3) +
        dollars('durableWritten', STATE / GIGABYTE) +
        dollars('durableKept', (STATE / GIGABYTE) * ((GRACE + 14) / MONTH)) +
        2 * INVOCATION,
    ),
    lateness: 'seconds',
    failures: [
      'what waits is pinned to the version of the function that it began with: a fix does not reach it',
      'a cancel must reach the execution as well as the table',
      'an execution that fails for good ends silently but for its dead-letter queue',
    ],
    source: `${DOCS}/lambda/latest/dg/durable-functions.html`,
  },
  {
    name: 'TTL: the item expires, and the stream wakes the purge',
    // Written once; removed free of charge.
    aMonth: each(dollars('writeUnit', 1) + INVOCATION),
    lateness: 'days: two are typical, and nothing is promised',
    failures: [
      'the stream forgets after 24 hours what was not taken from it',
      'what fires is gone: nothing is left to try again from',
      'an item deleted by mistake looks like one that expired, but for its user identity',
    ],
    source: `${DOCS}/amazondynamodb/latest/developerguide/TTL.html`,
  },
];
