import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

/**
 * Every operation of AWS that a deletion's life makes, in each of its phases, fails once: before it had an effect, and
 * after. Which there are is read from the calls of a life without a fault, so that a new call is tried without an edit.
 * A run tries some of them, by a seed that it prints; `CRASH_POINTS=all npx vitest run test/journeys/crash-points.test.ts`
 * tries them all.
 */
const TRIED = 4;
const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 1e6));
const all = process.env.CRASH_POINTS === 'all';

const local = system({ seed: null });

interface Life {
  readonly accountId: string;
  readonly owner: { userId: string; email: string };
}

const again = async (ask: () => Promise<{ status: number }>) => {
  for (let tries = 1; tries <= 4; tries++) if ((await ask()).status < 500) return;
  throw new Error('it failed again and again');
};

/** What happens in a life, step by step; whoever asks in vain asks again. */
const PHASES: Readonly<Record<string, (life: Life) => Promise<unknown>>> = {
  async request({ owner }) {
    const session = await local.as(owner);
    await again(() => session('POST', '/account/deletion'));
  },
  async confirm({ owner }) {
    const session = await local.as(owner);
    const token = await local.linkFor(owner);
    await again(() => session('POST', '/account/deletion/confirmation', { token }));
    await local.advance('PT1S');
  },
  export: async ({ owner }) => {
    const session = await local.as(owner);
    await again(() => session('POST', '/account/exports'));
    await local.advance('PT1H');
  },
  reminder: () => local.advance('P6DT22H'),
  purge: () => local.advance('PT3H'),
  'the day after': () => local.advance('P1DT1H'),
};
const NAMES = Object.keys(PHASES);

const born = async (): Promise<Life> => {
  const { accountId, owner } = await local.account(12);
  return { accountId, owner };
};

interface Point {
  readonly phase: string;
  readonly service: string;
  readonly operation: string;
  readonly kind: 'error' | 'timeout-after-effect';
}

/** The operations of each phase of a life without a fault. */
async function points(): Promise<Point[]> {
  const life = await born();
  const found: Point[] = [];
  for (const phase of NAMES) {
    local.parts.wire.calls.clear();
    await PHASES[phase]!(life);
    const calls = local.parts.wire.calls.all().map(({ service, operation }) => `${service}.${operation}`);
    for (const call of new Set(calls)) {
      const [service, operation] = call.split('.') as [string, string];
      // Reads of a stream are Lambda's own.
      if (/GetRecords|GetShardIterator|DescribeStream/.test(operation)) continue;
      for (const kind of ['error', 'timeout-after-effect'] as const) found.push({ phase, service, operation, kind });
    }
  }
  await ended(life);
  return found;
}

/** All is as a life without a fault would have left it. */
async function ended({ accountId, owner }: Life): Promise<void> {
  const named = (await local.tables()).filter(({ item }) => JSON.stringify(item).includes(`"${accountId}"`));
  const kinds = named.map(({ item }) => JSON.stringify(item.status ?? null));
  expect(kinds).toContain('{"S":"deleted"}');
  const state = local.parts.template.tables[0]!.name;
  expect(new Set(named.map(({ table }) => table).filter((table) => table !== state))).toEqual(new Set(['voice-usage']));
  expect(JSON.stringify(named)).not.toContain(owner.email);
  const { s3 } = local.parts;
  const buckets = local.parts.template.buckets.map(({ name }) => name);
  const files = ['example-voice-recordings', ...buckets].flatMap((bucket) => s3.objects(bucket));
  expect(files.filter(({ key }) => /^(recordings|exports)\//.test(key) && key.includes(`/${accountId}/`))).toEqual([]);
  expect(
    (await local.local('GET', '/carrier')).filter((each: { accountId: string }) => each.accountId === accountId),
  ).toEqual([]);
  const mails: { to: string; subject: string }[] = await local.local('GET', '/mail');
  const subjects = mails.filter(({ to }) => to === owner.email).map(({ subject }) => subject);
  expect(subjects.filter((subject) => /has been deleted/.test(subject)).length).toBeGreaterThanOrEqual(1);
  const events: { 'detail-type': string; detail: { accountId: string; number: number } }[] = await local.local(
    'GET',
    '/events',
  );
  const deleted = events.filter(
    (event) => event['detail-type'] === 'AccountDeleted' && event.detail.accountId === accountId,
  );
  expect(new Set(deleted.map(({ detail }) => detail.number)).size).toBe(1);
  const receipts = files.filter(({ key }) => /^receipts\/[^/]+\/receipt\.jws$/.test(key));
  expect(new Set(receipts.map(({ key }) => key)).size).toBe(receipts.length);
}

/** So many of them, by the seed. */
function sample(found: readonly Point[]): readonly Point[] {
  if (all) return found;
  const step = 7_919;
  return Array.from({ length: TRIED }, (_, n) => found[(seed + n * step) % found.length]!);
}

describe('a call to AWS that fails', () => {
  it('once, wherever it is, changes nothing of how a deletion ends', async () => {
    const found = await points();
    expect(found.length).toBeGreaterThan(60);
    const tried = sample(found);
    console.log(`crash points: ${tried.length} of ${found.length}${all ? '' : `, seed ${seed} (CRASH_SEED)`}`);

    for (const { phase, service, operation, kind } of tried) {
      const life = await born();
      for (const name of NAMES) {
        if (name === phase) local.parts.wire.faults.add({ service, operation, times: 1, kind });
        await PHASES[name]!(life);
        local.parts.wire.faults.clear();
      }
      await ended(life).catch((error: unknown) => {
        throw new Error(`${phase}: ${service} ${operation}, ${kind}`, { cause: error });
      });
    }
  }, 3_600_000);
});
