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

const [requests = 200, rounds = 5] = process.argv.slice(2).map(Number);
/** What a request may take, to what its calls take. */
const PROMISED = 1.15;

const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const { template, endpoint, tokenFor, stop } = await startBackend();
const recorded = join(folder, 'calls.json');
const functions = template.functions.filter(({ entry }) => ROUTES.some(({ verb }) => entry === `lambdas/${verb}.ts`));
const env = Object.assign({}, ...functions.map((each) => environmentOf(each, { region: PLACE.region, endpoint })));

/** Runs all routes in a process of its own, for accounts whose names begin with `prefix`. */
function run(way: 'record' | 'handlers' | 'bare', prefix: string): Promise<Figures> {
  const child = fork(new URL('requests/child.ts', import.meta.url), [way, prefix, String(requests), recorded], { env });
  return new Promise((resolve, reject) => {
    child.on('message', (message: { address: string } | { figures: Figures }) => {
      if ('figures' in message) resolve(message.figures);
      else child.send({ token: tokenFor(message.address) });
    });
    child.once('exit', (code) => code !== 0 && reject(new Error(`${way} ended with ${code}`)));
  });
}

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1]!;

try {
  const { calls } = await run('record', 'record');
  const measured = { handlers: [] as Figures[], bare: [] as Figures[] };
  for (let round = 1; round <= rounds; round++) {
    for (const way of ['bare', 'handlers'] as const) measured[way].push(await run(way, `${way}${round}`));
    console.error(`round ${round} of ${rounds}`);
  }
  const rows = ROUTES.map(({ route }) => {
    const of = (way: 'handlers' | 'bare', what: 'processor' | 'passed') =>
      measured[way].map((figures) => figures[what][route]!);
    const ratios = of('handlers', 'processor').map((time, round) => time / of('bare', 'processor')[round]!);
    return { route, ratio: median(ratios), of };
  });
  const worst = Math.max(...rows.map(({ ratio }) => ratio));
  if (worst > PROMISED) process.exitCode = 1;
  console.log(
    table([
      ['route', 'calls', 'bare, ms of processor', 'handler, ms of processor', 'ratio', 'bare, ms', 'handler, ms'],
      ...rows.map(({ route, ratio, of }) => [
        `\`${route}\``,
        calls[route]!,
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
