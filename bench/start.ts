/**
 * How long each function takes from the start of its process until its handler is there, beside a bare handler and beside
 * one with the same SDK clients and no more: bundled as deployed, with the deployed environment, a fresh process each time.
 * `node bench/start.ts [rounds]`
 */
import { environmentOf } from '../local/functions/environment.ts';
import { synthesize } from '../local/synth.ts';
import { loadTemplate, PLACE } from '../local/template.ts';
import { promise, table } from './markdown.ts';
import { bare } from './start-bare.ts';
import { bundled, bundledText, verbs } from './start-bundles.ts';
import { createStarts, medians } from './start-processes.ts';

const [rounds = 25] = process.argv.slice(2).map(Number);
/** What a function may take, to what the same clients take. */
const PROMISED = 1.1;

const url = 'http://localhost';
const template = loadTemplate(await synthesize({ issuer: url, audience: 'settings', webOrigin: url, canary: true }));
const starts = await createStarts();

/** A function, with what it is held against. */
async function entered(verb: string) {
  const local = template.functions.find(({ entry }) => entry === `lambdas/${verb}.ts`)!;
  const env = environmentOf(local, { region: PLACE.region, endpoint: url });
  const bundle = await bundled(verb);
  const beside = (sdk: Parameters<typeof bare>[0]) =>
    starts.enter(`${env.NODE_OPTIONS} ${bare(sdk)}`, env, () => bundledText(bare(sdk)));
  return {
    verb,
    bundle,
    none: await beside({ clients: [], commands: [] }),
    sdk: await beside(bundle),
    whole: await starts.enter(verb, env, async () => bundle),
  };
}

try {
  const functions = [];
  for (const verb of verbs()) functions.push(await entered(verb));
  for (let round = 1; round <= rounds; round++) {
    await starts.round();
    console.error(`round ${round} of ${rounds}`);
  }
  const measured = functions.map(({ verb, bundle, ...all }) => {
    const [none, sdk, whole] = [medians(all.none), medians(all.sdk), medians(all.whole)] as const;
    const [passed, processor] = [whole[0] / sdk[0], whole[1] / sdk[1]];
    const sizes = [bundle.kilobytes, bundle.compressed].map((kilobytes) => kilobytes.toFixed(0));
    const times = [none, sdk, whole].map(([milliseconds]) => milliseconds.toFixed(1));
    return { passed, row: [verb, ...sizes, ...times, passed.toFixed(2), processor.toFixed(2)] };
  });
  const times = ['bare, ms', 'same clients, ms', 'function, ms', 'to same clients', 'the same in processor time'];
  console.log(table([['function', 'kB', 'kB compressed', ...times], ...measured.map(({ row }) => row)]));
  const worst = Math.max(...measured.map(({ passed }) => passed)).toFixed(2);
  console.log(`\n${promise('the slowest start, to one of the same clients', `at most ${PROMISED.toFixed(2)}`, worst)}`);
  if (Number(worst) > PROMISED) process.exitCode = 1;
} finally {
  await starts.remove();
}
