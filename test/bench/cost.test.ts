import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billOf, totalOf } from '../../bench/cost/bill.ts';
import { COUNTS } from '../../bench/cost/count.ts';
import { type Counts, callsOf, sized } from '../../bench/cost/counts.ts';
import { PRICES } from '../../bench/cost/prices.ts';
import { QUOTAS, usedUp } from '../../bench/cost/quotas.ts';
import { gigabyteSeconds, secondsOf, sliced } from '../../bench/cost/time.ts';
import { TIMERS } from '../../bench/cost/timers.ts';

const [few, many]: [Counts, Counts] = JSON.parse(await readFile(COUNTS, 'utf8'));
const of = (records: number) => sliced(sized(few, many, records));
const records = fc.integer({ min: few.records, max: 100_000_000 });
const aDay = fc.integer({ min: 1, max: 10_000_000 });

/** The same deletion that asks for something more. */
const withMore = (counts: Counts, call: string, times: number): Counts => {
  const purge = counts.functions['purge-account']!;
  const calls = { ...purge.calls, [call]: (purge.calls[call] ?? 0) + times };
  return { ...counts, functions: { ...counts.functions, 'purge-account': { ...purge, calls } } };
};

describe('the counts of an account of any size', () => {
  it('are those that were counted, at the sizes that were counted', () => {
    expect(sized(few, many, few.records)).toEqual(few);
    // Fewer than five calls more are chance.
    expect(callsOf(sized(few, many, many.records))['dynamodb BatchWriteItem']).toBe(
      callsOf(many)['dynamodb BatchWriteItem'],
    );
  });

  it('never fall with the records', () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        const [less, more] = [of(Math.min(a, b)), of(Math.max(a, b))];
        const calls = callsOf(more);
        for (const [call, times] of Object.entries(callsOf(less))) expect(calls[call]).toBeGreaterThanOrEqual(times);
      }),
    );
  });
});

describe('the bill', () => {
  it('is never less for more records, and never less than nothing in any part', () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        const [less, more] = [billOf(of(Math.min(a, b))), billOf(of(Math.max(a, b)))];
        for (const [item, dollars] of Object.entries(less)) {
          expect(dollars).toBeGreaterThan(0);
          expect(more[item]).toBeGreaterThanOrEqual(dollars);
        }
      }),
    );
  });

  it.each([
    ['sesv2 SendEmail', 'mail'],
    ['kms Sign', 'signature'],
    ['kms GenerateMac', 'kmsRequest'],
    ['eventbridge PutEvents', 'event'],
    ['s3 PutObject', 's3Write'],
    ['s3 ListObjectVersions', 's3Write'],
    ['s3 GetObject', 's3Read'],
  ] as const)('grows by the price of each %s, and by the time that it takes', (call, priced) => {
    const before = billOf(few);
    const after = billOf(withMore(few, call, 1_000));
    const { 'Lambda, requests and time': time, ...rest } = after;

    const grown = Object.entries(rest).reduce((sum, [item, dollars]) => sum + dollars - before[item]!, 0);
    expect(grown).toBeCloseTo((PRICES[priced].dollars / PRICES[priced].per) * 1_000, 9);
    expect(time).toBeGreaterThan(before['Lambda, requests and time']!);
  });

  it('has no price for deleting from S3', () => {
    const { 'S3, requests': before } = billOf(few);

    expect(billOf(withMore(few, 's3 DeleteObjects', 1_000))['S3, requests']).toBe(before);
  });

  it('comes to the sum of its parts', () => {
    const bill = billOf(few);

    expect(totalOf(bill)).toBeCloseTo(
      Object.values(bill).reduce((a, b) => a + b, 0),
      12,
    );
  });
});

describe('the time that functions take', () => {
  it('is known for every call that was counted, and for no other', () => {
    expect(() => [few, many].map(gigabyteSeconds)).not.toThrow();
    expect(() => gigabyteSeconds(withMore(few, 'glacier Thaw', 1))).toThrow('glacier Thaw');
  });

  it('includes waiting for those who are asked', () => {
    const verifier = few.functions['verify-deletion']!;
    const slower = { ...verifier, invocations: verifier.invocations + 100 };
    const counts = { ...few, functions: { ...few.functions, 'verify-deletion': slower } };
    const longer = (verb: string) => secondsOf(counts)[verb]! - secondsOf(few)[verb]!;

    expect(longer('verify-deletion')).toBeGreaterThan(0);
    expect(longer('purge-account')).toBeCloseTo(longer('verify-deletion'), 9);
  });

  it('is cut into slices of a quarter of an hour, far below the 3,000 operations that an execution bears', () => {
    expect(of(few.records)).toEqual(few);
    expect(of(100_000_000).durable.operations).toBeGreaterThan(few.durable.operations + 100);
    expect(of(100_000_000).durable.operations).toBeLessThan(3_000);
  });
});

describe('the timers', () => {
  it.each(TIMERS)('$name costs more for more deletions', ({ aMonth }) => {
    fc.assert(fc.property(aDay, aDay, (a, b) => aMonth(Math.min(a, b)) <= aMonth(Math.max(a, b))));
  });
});

describe('the quotas', () => {
  it.each(QUOTAS)('$name is used up in proportion to the deletions, and a rate the more at the peak', (quota) => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 20 }), (rate, peak) => {
        const [one, two] = [usedUp(quota, few, rate, peak), usedUp(quota, few, 2 * rate, peak)];
        expect(two.average / one.average).toBeCloseTo(2, 9);
        expect(one.peak / one.average).toBeCloseTo(quota.kind === 'rate' ? peak : 1, 9);
      }),
    );
  });
});
