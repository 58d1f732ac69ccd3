import * as v from 'valibot';

/**
 * What a service that joins the deletion is asked, and what it answers (docs/connecting-a-service.md). Here alone:
 * the functions check answers by it, and `api/service-contract.json`, the sample service and the conformance test are
 * made from it.
 */

/** What a service can be asked; each is a POST to its URL with this name behind it. */
export type ServiceVerb = keyof typeof SERVICE_CONTRACT;
export type Question<V extends ServiceVerb> = v.InferInput<(typeof SERVICE_CONTRACT)[V]['question']>;
export type Answer<V extends ServiceVerb> = v.InferOutput<(typeof SERVICE_CONTRACT)[V]['answer']>;

/** How many seconds "ask again" may name; what names none, or is out of bounds, is taken for the nearest of these. */
export const RETRY_AFTER = { least: 1, most: 3_600, unsaid: 60 };
/** An answer takes at most so many bytes, and so many milliseconds. */
export const LARGEST_ANSWER = 1024 * 1024;
export const ANSWER_TIME = 10_000;
/** A signature is good for so many seconds. */
export const SIGNATURE_LIFE = 5 * 60;
/** What a signature is made for, so that one made for something else with the same key is none of ours. */
export const SIGNATURE_TAG = 'account-deletion';
/** What a signature covers, in this order; the last where it is sent. */
export const COVERED = ['@method', '@target-uri', 'content-digest', 'content-type', 'idempotency-key'] as const;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const accountId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._:|-]{0,127}$/),
  v.description('Whose data. An account that the service has never heard of holds nothing.'),
);
const deletionId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(128),
  v.description('The deletion that it is asked for; never reused.'),
);
const cursor = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(1_024),
  v.description('Where the service stopped, in its own words; comes back as it was. Nothing personal: it is logged.'),
);
const most = (highest: number, description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(highest), v.description(description));
const nothing = v.pipe(v.strictObject({}), v.description('Done.'));

/** Each verb's question, its answer, and whether 202 ("at it; ask the same again") is an answer too. */
export const SERVICE_CONTRACT = {
  count: {
    question: v.strictObject({
      accountId,
      most: v.exactOptional(most(1_000_000, 'Counting may stop here; without it all is counted.')),
    }),
    answer: v.strictObject({
      count: whole,
      atLeast: v.exactOptional(v.pipe(v.literal(true), v.description('There is more than `count`.'))),
    }),
    mayWait: false,
  },
  export: {
    question: v.strictObject({
      accountId,
      most: most(1_000, 'How many records at most; fewer where 1 MB is full before.'),
      cursor: v.exactOptional(cursor),
    }),
    answer: v.strictObject({
      records: v.pipe(v.array(v.record(v.string(), v.unknown())), v.description('Each as its owner should see it.')),
      cursor: v.exactOptional(v.pipe(cursor, v.description('There is more, from here.'))),
    }),
    mayWait: false,
  },
  suspend: { question: v.strictObject({ accountId }), answer: nothing, mayWait: true },
  resume: { question: v.strictObject({ accountId }), answer: nothing, mayWait: true },
  fence: { question: v.strictObject({ accountId, deletionId }), answer: nothing, mayWait: true },
  erase: {
    question: v.strictObject({ accountId, deletionId, cursor: v.exactOptional(cursor) }),
    answer: v.strictObject({
      erased: v.pipe(whole, v.description('How many went since it was last asked.')),
      cursor: v.exactOptional(
        v.pipe(cursor, v.description('There is more: ask again with it. Without it, all is gone.')),
      ),
    }),
    mayWait: true,
  },
  verify: {
    question: v.strictObject({ accountId, deletionId }),
    answer: v.strictObject({
      held: v.pipe(whole, v.description('How many records there are, by looking at the store itself.')),
      left: v.pipe(whole, v.description('How many of them should be gone by now.')),
    }),
    mayWait: false,
  },
} as const satisfies Record<string, { question: v.GenericSchema; answer: v.GenericSchema; mayWait: boolean }>;

/** Reads an answer by the contract; the result says what is wrong with one that is none. */
export const readAnswer = <V extends ServiceVerb>(verb: V, body: unknown) =>
  // valibot takes an empty list for an object without fields.
  v.safeParse(SERVICE_CONTRACT[verb].answer, Array.isArray(body) ? undefined : body);
