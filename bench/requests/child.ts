/** One process of `bench/requests.ts`: one route, one request after the other, some of them in each of its turns. */
import { once } from 'node:events';
import { type Call, keep, recordCalls, replayable } from './recorder.ts';
import { addressOf, eventOf, type Figures, ROUTES } from './routes.ts';

const [way, verb, count, file] = process.argv.slice(2) as ['record' | 'handler' | 'bare', string, string, string];
/** Requests before those that are measured, so that the code is warm. */
const WARM_UP = 1_000;
/** Requests in one turn. */
const TURN = 10;

const route = ROUTES.find((each) => each.verb === verb)!;
const accounts = Array.from({ length: WARM_UP + Number(count) }, (_, n) => `${way}-${n}`);

/** Ends this process's turn, and waits for the next one. */
async function turn(): Promise<void> {
  process.send!({ turn: true });
  await once(process, 'message');
}

async function tokenOf(accountId: string): Promise<string> {
  process.send!({ address: addressOf(accountId) });
  const [{ token }] = await once(process, 'message');
  return token;
}

/** One function a request, that are ready to be called. */
async function ofHandler(): Promise<(() => Promise<void>)[]> {
  const { handler } = await import(`../../lambdas/${route.verb}.ts`);
  const events = [];
  for (const accountId of accounts) {
    const body = route.needsToken && { token: await tokenOf(accountId) };
    events.push(eventOf(route, accountId, body));
  }
  return events.map((event) => async () => {
    const { statusCode, body } = await handler(event, {});
    if (statusCode >= 300) throw new Error(`${route.route} answers ${statusCode}: ${body}`);
  });
}

async function record(): Promise<Figures> {
  const recording: Call[][] = [];
  recordCalls((call) => recording.at(-1)!.push(call));
  for (const request of await ofHandler()) {
    recording.push([]);
    await request();
  }
  keep(file, recording);
  const calls = [...Map.groupBy(recording.at(-1)!, ({ command }) => command.replace('Command', ''))]
    .map(([name, some]) => (some.length > 1 ? `${some.length} ${name}` : name))
    .join(', ');
  return { processor: [], passed: [], calls };
}

async function measure(requests: readonly (() => Promise<void>)[]): Promise<Figures> {
  for (const request of requests.slice(0, WARM_UP)) await request();
  const [processor, passed]: [number[], number[]] = [[], []];
  for (let next = WARM_UP; next < requests.length; next += TURN) {
    const some = requests.slice(next, next + TURN);
    await turn();
    const [start, before] = [performance.now(), process.cpuUsage()];
    for (const request of some) await request();
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1_000 / some.length);
    passed.push((performance.now() - start) / some.length);
  }
  await turn();
  return { processor, passed };
}

await turn();
const figures =
  way === 'record'
    ? await record()
    : await measure(way === 'bare' ? replayable(file, 'record', way) : await ofHandler());
process.send!({ figures }, () => process.exit());
