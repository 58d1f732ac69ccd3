/** What of a record may be kept after its account is gone, why, and until when. */
export interface StrippingRule {
  /** The names of the attributes that stay; those of its key among them. */
  readonly keep: readonly string[];
  /** Why it is kept, in the words of the data map. */
  readonly ground: string;
  /** When it goes; ISO 8601, UTC. */
  readonly until: string;
}

/** How a kept record says why it is kept, and until when. */
export interface Retained {
  readonly retainedFor: string;
  readonly retainedUntil: string;
}

/** The record as it may be kept: without whatever the rule does not name. */
export function stripped(
  record: Readonly<Record<string, unknown>>,
  { keep, ground, until }: StrippingRule,
): Record<string, unknown> & Retained {
  const fields = Object.entries(record).filter(([name]) => keep.includes(name));
  return { ...Object.fromEntries(fields), retainedFor: ground, retainedUntil: until };
}

/** Whether a record is stripped already: it says why it is kept and until when, and has nothing that the rule does not name. */
export const isStripped = (
  record: Readonly<Record<string, unknown>>,
  { keep }: Pick<StrippingRule, 'keep'>,
): boolean => {
  const { retainedFor, retainedUntil, ...others } = record;
  return (
    retainedFor !== undefined && retainedUntil !== undefined && Object.keys(others).every((name) => keep.includes(name))
  );
};
