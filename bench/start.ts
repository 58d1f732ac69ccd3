/**
 * How long each function takes from the start of its process until its handler is there, beside a bare handler and beside
 * one with the same SDK clients and no more: bundled as deployed, with the deployed environment, a fresh process each time.
 * `node bench/start.ts [rounds]`
 */
import { verbs } from '../lib/constructs/esbuild-options.ts';
import { environmentOf } from '../local/functions/environment.ts';
import { synthesize } from '../local/synth.ts';
import { loadTemplate, PLACE } from '../local/template.ts';
import { promise, table } from './markdown.ts';
import { bare } from './start-bare.ts';
import { bundled, bundledText } from './start-bundles.ts';
import { createStarts, medians, ratios } from './start-processes.ts';

const [rounds = 80] = process.argv.slice(2).map(Number);
/** What a function may take, to what the same clients take. */
const PROMISED = 1.1;

const url = 'http://localhost';
const template = loadTemplate(await synthesize({ issuer: url, audience: 'settings', webOrigin: url, canary: true }));
const starts = await createStarts();

/** A function, right after what it is held against. */
async function entered(verb: string) {
  const local = template.functions.find(({ entry }) => entry === `lambdas/${verb}.ts`)!;
  const env = environmentOf(local, { region: PLACE.region, endpoint: url });
  const bundle = await bundled(verb);
  const sdk = await starts.enter(await bundledText(bare(bundle)), env);
  return { verb, bundle, sdk, whole: await starts.enter(bundle, env) };
}

try {
  const none = await starts.enter(await bundledText(bare({ clients: [], commands: [] })), {});
  const functions = [];
  for (const verb of verbs()) functions.push(await entered(verb));
  for (let round = 1; round <= rounds; round++) {
    await starts.round();
    console.error(`round ${round} of ${rounds}`);
  }
  const measured = functions.map(({ verb, bundle, sdk, whole }) => {
    const [passed, processor] = ratios(whole, sdk);
    const sizes = [bundle.kilobytes, bundle.compressed].map((kilobytes) => kilobytes.toFixed(0));
    const times = [none, sdk, whole].map((each) => medians(each)[0].toFixed(1));
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
