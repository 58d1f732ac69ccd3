/** One process of `bench/requests.ts`: all routes, one request after the other, some of them in each of its turns. */
import { once } from 'node:events';
import { keep, type Recording, recordCalls, replayable } from './recorder.ts';
import { addressOf, type BenchedRoute, eventOf, type Figures, ROUTES } from './routes.ts';

const [way, prefix, count, file] = process.argv.slice(2) as ['record' | 'handlers' | 'bare', string, string, string];
/** Requests before those that are measured, so that the code is warm. */
const WARM_UP = 300;
/** Requests in one turn. */
const TURN = 50;

const accounts = Array.from({ length: WARM_UP + Number(count) }, (_, n) => `${prefix}-${n}`);
const figures: Figures = { processor: {}, passed: {}, calls: {} };

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
async function ofHandler(route: BenchedRoute): Promise<(() => Promise<void>)[]> {
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

async function measure({ route }: BenchedRoute, requests: readonly (() => Promise<void>)[]): Promise<void> {
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
  figures.processor[route] = processor;
  figures.passed[route] = passed;
}

const recording: Recording = {};
let current: Recording[string][number] = [];
if (way === 'record') recordCalls((call) => current.push(call));
const replay = way === 'bare' ? replayable(file, 'record', prefix) : {};

await turn();
for (const route of ROUTES) {
  const requests = way === 'bare' ? replay[route.route]! : await ofHandler(route);
  if (way !== 'record') {
    await measure(route, requests);
    continue;
  }
  recording[route.route] = [];
  for (const request of requests) {
    current = [];
    await request();
    recording[route.route]!.push(current);
  }
  figures.calls[route.route] = [...Map.groupBy(current, ({ command }) => command.replace('Command', ''))]
    .map(([name, calls]) => (calls.length > 1 ? `${calls.length} ${name}` : name))
    .join(', ');
}
if (way === 'record') keep(file, recording);
process.send!({ figures }, () => process.exit());
