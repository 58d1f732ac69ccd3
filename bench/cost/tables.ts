import { money, percent, table, whole } from '../markdown.ts';
import { billOf, totalOf } from './bill.ts';
import { type Counts, callsOf } from './counts.ts';
import type { Fixed } from './fixed.ts';
import { PRICE_PAGES, PRICES } from './prices.ts';
import type { Quota } from './quotas.ts';
import { gigabyteSeconds, secondsOf } from './time.ts';
import { MONTH, TIMERS } from './timers.ts';

const sum = (of: object) => Object.values(of).reduce((a: number, b: number) => a + b, 0);
const duration = (seconds: number) =>
  seconds < 3_600 ? `${seconds.toFixed(0)} s` : `${(seconds / 3_600).toFixed(1)} h`;

/** What deletions cost, side by side. `sizes`: what each is called, and what it asked for. */
export function billTable(sizes: Readonly<Record<string, Counts>>): string {
  const counts = Object.values(sizes);
  const bills = counts.map(billOf);
  const row = (name: string, of: (counts: Counts) => string) => [name, ...counts.map(of)];
  return table([
    ['', ...Object.entries(sizes).map(([name, { records }]) => `${name}: ${whole(records)} records`)],
    ...Object.keys(bills[0]!).map((item) => [item, ...bills.map((bill) => money(bill[item]!))]),
    ['**in all**', ...bills.map((bill) => `**${money(totalOf(bill))}**`)],
    row('calls to AWS', (of) => whole(sum(callsOf(of)))),
    row('GB-seconds', (of) => whole(gigabyteSeconds(of))),
    row('durable operations', (of) => whole(of.durable.operations)),
    row('the purge works for', (of) => duration(secondsOf(of)['purge-account']!)),
  ]);
}

export const fixedTable = (fixed: readonly Fixed[]): string =>
  table([
    ['a month', 'how many', 'dollars'],
    ...fixed.map(({ what, many, cost }) => [what, whole(many), money(cost)]),
    ['**in all**', '', `**${money(sum(fixed.map(({ cost }) => cost)))}**`],
  ]);

export const timerTable = (few: number, many: number): string =>
  table([
    [
      '',
      `a deletion, ${whole(few)} a day`,
      `a deletion, ${whole(many)} a day`,
      'a month of those',
      'late by',
      'what goes wrong',
    ],
    ...TIMERS.map(({ name, aMonth, lateness, failures, source }) => [
      `[${name}](${source})`,
      money(aMonth(few) / (few * MONTH)),
      money(aMonth(many) / (many * MONTH)),
      money(aMonth(many)),
      lateness,
      failures.join('; '),
    ]),
  ]);

/** A quota, and the shares of it that are used up. */
export interface Use {
  readonly quota: Quota;
  readonly average: number;
  readonly peak: number;
}

export const quotaTable = (uses: readonly Use[]): string =>
  table([
    ['quota', 'whose', 'limit', 'average', 'peak', 'known by', 'what to do'],
    ...uses.map(({ quota: { name, of, limit, source, basis, remedy, raised }, average, peak }) => [
      `[${name}](${source})`,
      of,
      `${whole(limit)}${raised ? '' : ', fixed'}`,
      percent(average),
      percent(peak),
      basis,
      peak > 1 ? remedy : '–',
    ]),
  ]);

export const priceTable = (): string =>
  table([
    ['dollars', 'for', 'page', 'known by'],
    ...Object.values(PRICES).map(({ dollars, per, unit, source, basis }) => [
      String(dollars),
      `${whole(per)} ${unit}`,
      `[${source}](${PRICE_PAGES[source]})`,
      basis,
    ]),
  ]);
