import { expect, test } from 'vitest';
import { durationFrom } from '../../local/duration.ts';

const START = Date.parse('2026-01-31T12:00:00Z');
const until = (end: string) => Date.parse(end) - START;

test.each([
  ['P7D', 7 * 86_400_000],
  ['P1W', 7 * 86_400_000],
  ['PT15M', 900_000],
  ['PT0S', 0],
  ['PT1.5S', 1500],
  ['PT0,25H', 900_000],
  ['P1DT2H3M4S', 93_784_000],
  ['P1M', until('2026-02-28T12:00:00Z')],
  ['P1Y', until('2027-01-31T12:00:00Z')],
  ['P1Y1MT1S', until('2027-02-28T12:00:01Z')],
])('%s is %i ms', (text, milliseconds) => {
  expect(durationFrom(START, text)).toBe(milliseconds);
});

test.each(['', 'P', 'PT', 'P1', '7D', '-P1D', 'P-1D', 'P1H', 'PT1D', 'P1DT', 'P1.5Y', 'p7d', 'P7D ', 'one week'])(
  'refuses "%s"',
  (text) => {
    expect(durationFrom(START, text)).toBeUndefined();
  },
);
