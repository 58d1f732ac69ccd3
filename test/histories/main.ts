import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { histories, KINDS, type KindName, live } from './history.ts';
import { Lab } from './lab.ts';
import { memoryStore } from './stores.ts';
import { newTally } from './tally.ts';

/** `npm run histories -- <count> [seed]`: tries that many histories, on every processor that there is. */

/** So many of one kind, from one seed. */
interface Chunk {
  readonly kind: KindName;
  readonly seed: number;
  readonly count: number;
}

type Outcome = Chunk & { readonly seen: ReadonlyMap<string, number>; readonly failure: string | null };

const MOST_AT_ONCE = 5_000;
const NAMES = Object.keys(KINDS) as KindName[];

async function work(chunks: readonly Chunk[], tell: (outcome: Outcome) => void): Promise<void> {
  const lab = new Lab(memoryStore());
  lab.listen();
  for (const chunk of chunks) {
    const tally = newTally();
    const property = fc.asyncProperty(histories(KINDS[chunk.kind]), async (history) => {
      tally.add(await live(lab, history));
    });
    const outcome = await fc.check(property, { numRuns: chunk.count, seed: chunk.seed });
    const report = outcome.failed && `${outcome.errorInstance}\n${fc.defaultReportMessage(outcome)}`;
    // One that fails is the last of its chunk.
    tell({ ...chunk, count: outcome.numRuns, seen: tally.counts, failure: report || null });
  }
}

async function lead(count: number, seed: number): Promise<void> {
  const began = performance.now();
  const size = Math.min(MOST_AT_ONCE, Math.ceil(count / NAMES.length));
  const chunks = Array.from({ length: Math.ceil(count / size) }, (_, index): Chunk => {
    const kind = NAMES[index % NAMES.length]!;
    return { kind, seed: seed + index, count: Math.min(size, count - index * size) };
  });
  const total = newTally();
  const say = (end: string) => {
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.log(`${total.line('all kinds', seed)}; ${seconds} s; ${process.exitCode ? 'FAILED' : end}`);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say('nothing found so far');
      process.exit();
    });
  }
  const workers = Math.min(availableParallelism(), chunks.length);
  let done = 0;
  await Promise.all(
    Array.from({ length: workers }, (_, index) => {
      const share = chunks.filter((__, place) => place % workers === index);
      const worker = new Worker(new URL(import.meta.url), { workerData: share });
      worker.on('message', ({ kind, seed: from, count: tried, seen, failure }: Outcome) => {
        done += tried;
        total.merge(seen, tried);
        if (failure) process.exitCode = 1;
        if (failure) console.log(`${kind}, seed ${from}: ${failure}`);
        else if (done % 100_000 < tried) console.log(`${done} tried`);
      });
      return new Promise((end, fail) => worker.once('exit', end).once('error', fail));
    }),
  );
  say('nothing found');
}

if (isMainThread) {
  const [count = '10000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
  await lead(Number(count), Number(seed));
} else {
  await work(workerData as Chunk[], (outcome) => parentPort!.postMessage(outcome));
}
