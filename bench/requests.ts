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
import { PLACE } from '../local/template.ts';
import { promise, table } from './markdown.ts';
import { startBackend } from './requests/backend.ts';
import { type Figures, ROUTES } from './requests/routes.ts';

const [requests = 300, rounds = 7] = process.argv.slice(2).map(Number);
/** What a request may take, to what its calls take. */
const PROMISED = 1.15;

const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const { template, endpoint, tokenFor, stop } = await startBackend();
const recorded = join(folder, 'calls.json');
const functions = template.functions.filter(({ entry }) => ROUTES.some(({ verb }) => entry === `lambdas/${verb}.ts`));
const env = Object.assign({}, ...functions.map((each) => environmentOf(each, { region: PLACE.region, endpoint })));

type Way = 'record' | 'handlers' | 'bare';

/** A process that runs all routes for accounts whose names begin with `prefix`, while it has its turn. */
function start(way: Way, prefix: string) {
  const child = fork(new URL('requests/child.ts', import.meta.url), [way, prefix, String(requests), recorded], { env });
  let pause = Promise.withResolvers<Figures | undefined>();
  child.on('message', (message: { address: string } | { figures: Figures } | { turn: true }) => {
    if ('address' in message) child.send({ token: tokenFor(message.address) });
    else pause.resolve('figures' in message ? message.figures : undefined);
  });
  child.once('exit', (code) => code !== 0 && pause.reject(new Error(`${way} ended with ${code}`)));
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

/** Runs the processes in turns, so that what else the machine does hits all alike. */
async function run(prefix: string, ...ways: Way[]): Promise<Figures[]> {
  const processes = ways.map((way) => start(way, `${way}${prefix}`));
  await Promise.all(processes.map(({ ready }) => ready));
  for (;;) {
    const figures: (Figures | undefined)[] = [];
    for (const each of processes) figures.push(await each.turn());
    if (figures.every((each) => each !== undefined)) return figures;
  }
}

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1]!;

try {
  const [recording] = await run('', 'record');
  const measured = { handlers: [] as Figures[], bare: [] as Figures[] };
  for (let round = 1; round <= rounds; round++) {
    const [bare, handlers] = await run(String(round), 'bare', 'handlers');
    measured.bare.push(bare!);
    measured.handlers.push(handlers!);
    console.error(`round ${round} of ${rounds}`);
  }
  const rows = ROUTES.map(({ route }) => {
    const of = (way: 'handlers' | 'bare', what: 'processor' | 'passed') =>
      measured[way].flatMap((figures) => figures[what][route]!);
    const bare = of('bare', 'processor');
    const ratios = of('handlers', 'processor').map((time, turn) => time / bare[turn]!);
    return { route, ratio: median(ratios), of };
  });
  const worst = Math.max(...rows.map(({ ratio }) => ratio));
  if (worst > PROMISED) process.exitCode = 1;
  console.log(
    table([
      ['route', 'calls', 'bare, ms of processor', 'handler, ms of processor', 'ratio', 'bare, ms', 'handler, ms'],
      ...rows.map(({ route, ratio, of }) => [
        `\`${route}\``,
        recording!.calls[route]!,
        median(of('bare', 'processor')).toFixed(2),
        median(of('handlers', 'processor')).toFixed(2),
        ratio.toFixed(2),
        median(of('bare', 'passed')).toFixed(2),
        median(of('handlers', 'passed')).toFixed(2),
      ]),
    ]),
  );
  console.log(
    promise('processor time of a request, to its bare calls', `at most ${PROMISED}`, `at most ${worst.toFixed(2)}`),
  );
} finally {
  await stop();
  await rm(folder, { recursive: true });
}
