/**
 * What a request costs beyond its calls to AWS: each route's handler in a process of its own, beside a process that makes
 * the same calls with the same clients in a bare loop. Processor time of that process alone; engine and stand-ins run in
 * this one. `node bench/requests.ts [requests] [rounds]`
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf } from '../local/functions/environment.ts';
import { synthesize } from '../local/synth.ts';
import { loadTemplate, PLACE } from '../local/template.ts';
import { promise, table } from './markdown.ts';
import { type Backend, startBackend } from './requests/backend.ts';
import { type Figures, ROUTES } from './requests/routes.ts';

const [requests = 1_000, rounds = 5] = process.argv.slice(2).map(Number);
/** What a request may take, to what its calls take. */
const PROMISED = 1.15;

const url = 'http://localhost';
const template = loadTemplate(await synthesize({ issuer: url, audience: 'settings', webOrigin: url }));
const functions = template.functions.filter(({ entry }) => ROUTES.some(({ verb }) => entry === `lambdas/${verb}.ts`));
const folder = await mkdtemp(join(tmpdir(), 'bench-'));

type Way = 'record' | 'handler' | 'bare';

/** A process that asks one route for accounts whose names begin with the way's, while it has its turn. */
function start({ endpoint, tokenFor }: Backend, verb: string, way: Way) {
  const args = [way, verb, String(requests), join(folder, `${verb}.json`)];
  const env = Object.assign({}, ...functions.map((each) => environmentOf(each, { region: PLACE.region, endpoint })));
  const child = fork(new URL('requests/child.ts', import.meta.url), args, { env });
  let pause = Promise.withResolvers<Figures | undefined>();
  child.on('message', (message: { address: string } | { figures: Figures } | { turn: true }) => {
    if ('address' in message) child.send({ token: tokenFor(message.address) });
    else pause.resolve('figures' in message ? message.figures : undefined);
  });
  child.once('exit', (code) => code !== 0 && pause.reject(new Error(`${way} of ${verb} ended with ${code}`)));
  return {
    /** Resolves when the process is ready for its first turn. */
    ready: pause.promise,
    /** Gives it a turn; the figures come with its last. */
    turn(): Promise<Figures | undefined> {
      pause = Promise.withResolvers();
      child.send('turn');
      return pause.promise;
    },
  };
}

/** Runs a process each way in turns, so that what else the machine does hits all alike. */
async function inTurns(backend: Backend, verb: string, ...ways: Way[]): Promise<Figures[]> {
  const processes = ways.map((way) => start(backend, verb, way));
  await Promise.all(processes.map(({ ready }) => ready));
  for (;;) {
    const figures: (Figures | undefined)[] = [];
    for (const each of processes) figures.push(await each.turn());
    if (figures.every((each) => each !== undefined)) return figures;
  }
}

/** Does it for all routes, one after the other, before a backend that nobody has asked anything. */
async function run(...ways: Way[]): Promise<Figures[][]> {
  const backend = await startBackend(template);
  try {
    const figures = [];
    for (const { verb } of ROUTES) {
      figures.push(await inTurns(backend, verb, ...ways));
      await backend.settle();
    }
    return figures;
  } finally {
    await backend.stop();
  }
}

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1]!;
/** What a request took, to what its calls took: the median of what it was in each turn. */
const ratioOf = (bare: readonly number[], handler: readonly number[]) =>
  median(handler.map((time, turn) => time / bare[turn]!));

try {
  const recorded = await run('record');
  const measured: Figures[][][] = [];
  for (let round = 1; round <= rounds; round++) {
    const figures = await run('bare', 'handler');
    measured.push(figures);
    const ratios = figures.map(([bare, handler]) => ratioOf(bare!.processor, handler!.processor).toFixed(2));
    console.error(`round ${round} of ${rounds}: ${ratios.join(' ')}`);
  }
  const rows = ROUTES.map(({ route }, n) => {
    const of = (way: 0 | 1, what: 'processor' | 'passed') => measured.flatMap((round) => round[n]![way]![what]);
    const ratio = ratioOf(of(0, 'processor'), of(1, 'processor'));
    const medians = (['processor', 'passed'] as const).flatMap((what) => [median(of(0, what)), median(of(1, what))]);
    return { route, calls: recorded[n]![0]!.calls!, ratio, medians };
  });
  const worst = Math.max(...rows.map(({ ratio }) => ratio));
  if (worst > PROMISED) process.exitCode = 1;
  console.log(
    table([
      ['route', 'calls', 'bare, ms of processor', 'handler, ms of processor', 'ratio', 'bare, ms', 'handler, ms'],
      ...rows.map(({ route, calls, ratio, medians: [processorBare, processor, bare, passed] }) => [
        `\`${route}\``,
        calls,
        ...[processorBare, processor, ratio, bare, passed].map((value) => value!.toFixed(2)),
      ]),
    ]),
  );
  console.log(
    promise('processor time of a request, to its bare calls', `at most ${PROMISED}`, `at most ${worst.toFixed(2)}`),
  );
} finally {
  await rm(folder, { recursive: true });
}
