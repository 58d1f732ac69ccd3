import { parseArgs } from 'node:util';
import { conformance, type Outcome } from './conformance.ts';
import { publish, requestKey } from './keys.ts';

const USAGE = `Tries whether a service keeps the contract of docs/connecting-a-service.md.

  npm run conformance -- <url> --account <id> --other <id> [options]

  <url>              where it answers, without a closing slash
  --account <id>     an account of 2 records or more; ALL THAT IT HOLDS IS ERASED
  --other <id>       another one, which has to be untouched
  --key <file>       sign with the P-256 key in this PEM file, and make it where it is not there; else with a new one
  --port <number>    publish the public half at http://localhost:<number>/.well-known/jwks.json; 4100
  --patience <s>     how long "ask again" may go on, seconds; 600

It ends with 0 where the service keeps the contract, and with 1 where it does not.`;

/** Runs the command; gives its exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      account: { type: 'string' },
      other: { type: 'string' },
      key: { type: 'string' },
      port: { type: 'string', default: '4100' },
      patience: { type: 'string', default: '600' },
    },
  });
  const { account: accountId, other: otherId } = values;
  const [url] = positionals;
  if (!url || !URL.canParse(url) || url.endsWith('/') || !accountId || !otherId || accountId === otherId)
    throw new Error('The address and two accounts have to be named.');

  const key = requestKey(values.key);
  const { url: jwks, server } = await publish(key, Number(values.port));
  console.log(`The service has to know this key, which is published at ${jwks}:\n${JSON.stringify(key.jwks)}\n`);
  try {
    const outcomes: Outcome[] = [];
    for await (const outcome of conformance({ url, key, accountId, otherId, patience: Number(values.patience) })) {
      outcomes.push(outcome);
      console.log(`  ${outcome.failure ? 'FAIL' : 'ok  '}  ${outcome.name}`);
      if (outcome.failure) console.log(`        ${outcome.failure}`);
    }
    const failed = outcomes.filter(({ failure }) => failure).length;
    console.log(failed ? `\n${failed} of ${outcomes.length} failed.` : `\nAll ${outcomes.length} hold.`);
    return failed ? 1 : 0;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exitCode = 2;
}
