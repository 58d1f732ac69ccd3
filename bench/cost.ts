/**
 * What a deletion costs, what else would wake it, and which quota binds first: a model on published prices and quotas and
 * on the calls that were counted in the local run (`node bench/cost/count.ts`). `node bench/cost.ts`
 */
import { readFile } from 'node:fs/promises';
import { synthesize } from '../local/synth.ts';
import { billOf, totalOf } from './cost/bill.ts';
import { COUNTS } from './cost/count.ts';
import { type Counts, sized } from './cost/counts.ts';
import { fixedOf } from './cost/fixed.ts';
import { PRICES_AS_OF } from './cost/prices.ts';
import { QUOTAS, QUOTAS_AS_OF, usedUp } from './cost/quotas.ts';
import { billTable, fixedTable, priceTable, quotaTable, timerTable, type Use } from './cost/tables.ts';
import { sliced } from './cost/time.ts';
import { MONTH } from './cost/timers.ts';
import { money, percent, promise, whole } from './markdown.ts';

const [A_FEW, A_DAY] = [1_000, 1_400_000];
/** People confirm by day, and what they confirm is purged at the same hour a week later. */
const PEAK = 5;

const [few, many]: [Counts, Counts] = JSON.parse(await readFile(COUNTS, 'utf8'));
const of = (records: number) => sliced(sized(few, many, records));
const small = of(100);
const cost = totalOf(billOf(small));

const local = {
  issuer: 'https://id.example.com',
  audience: 'page',
  webOrigin: 'https://app.example.com',
  canary: true,
};
const fixed = fixedOf(await synthesize(local), cost);

const uses = QUOTAS.map((quota) => ({ quota, ...usedUp(quota, small, A_DAY, PEAK) })).toSorted(
  (a, b) => b.peak - a.peak,
);
const ours = uses.filter(({ quota }) => quota.of === 'service');
const unraised = ours.filter(({ quota }) => !quota.raised);
const first = ([use]: readonly Use[]) => use && `${use.quota.name} (${percent(use.peak)} at the peak)`;

console.log(`Dollars a deletion, from its request to the day on which no backup knows the account any more:

${billTable({ small, medium: of(100_000), huge: of(100_000_000) })}

${whole(A_DAY)} small ones a day are ${money(cost * A_DAY * MONTH)} a month. What there is to pay without any:

${fixedTable(fixed)}

What would wake a purge after seven days: the timer alone, at the same prices.

${timerTable(A_FEW, A_DAY)}

What ${whole(A_DAY)} small deletions a day, ${(A_DAY / 86_400).toFixed(1)} a second and ${PEAK} times that at the peak, use up
of the quotas of one account in us-east-1, as of ${QUOTAS_AS_OF}:

${quotaTable(uses)}

Of all quotas the one that binds is ${first(uses)}; of the service's own, ${first(ours)}; of those that AWS does not raise,
${first(unraised)}.

Prices in us-east-1, as of ${PRICES_AS_OF}:

${priceTable()}

${promise(`the quota that binds and is not raised, at ${whole(A_DAY)} deletions a day`, 'at most 100 %', percent(unraised[0]!.average))}`);

const overrun = unraised.filter(({ average }) => average > 1);
for (const { quota, average } of overrun) console.error(`${quota.name} is used up: ${percent(average)} on average.`);
if (overrun.length > 0) process.exitCode = 1;
