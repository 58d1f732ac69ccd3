/** Counts the lives of a small and of a larger deletion, for the model to stand on: `node bench/cost/count.ts` */
import { writeFile } from 'node:fs/promises';
import { countLife } from './life.ts';

export const COUNTS = new URL('counts.json', import.meta.url);
/** Records of the two accounts; both are of the same mix. */
const SIZES = [100, 10_000];

if (import.meta.main) {
  const counted = [];
  for (const records of SIZES) {
    counted.push(await countLife(records));
    console.error(`counted ${records} records`);
  }
  await writeFile(COUNTS, `${JSON.stringify(counted, null, 2)}\n`);
}
