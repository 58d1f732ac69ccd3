import { describe, expect, it } from 'vitest';
import { claimPath } from '../../lambdas/app/ledger-paths.ts';
import { DAY, HOUR, SECOND } from '../../lambdas/domain/time.ts';
import { createRandom } from '../../local/chance.ts';
import { system } from '../support/system.ts';

/**
 * A year of a hundred accounts, in which calls to AWS fail and processes die at random, again and again. Seventy of their
 * owners request, confirm, cancel, deactivate and reactivate as they like; thirty never do anything. `YEAR_SEED` tries one
 * again.
 */
const ACCOUNTS = 100;
const IDLE = 30;
const STEP = 3 * DAY;
const seed = Number(process.env.YEAR_SEED ?? Math.floor(Math.random() * 1e6));

const local = system({ seed });
const random = createRandom(seed);

interface Life {
  readonly accountId: string;
  readonly owner: { userId: string; email: string };
  /** Every row that the product has of it. */
  readonly rows: readonly string[];
  /** What the owner was last told of it. */
  deletion: { readonly state: string; readonly deletionId: string; readonly purgeAt?: string } | null;
  status: 'active' | 'deactivated';
}

const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

/** The engine gives attributes in any order. */
const asText = ({ table, item }: { table: string; item: Record<string, unknown> }): string =>
  JSON.stringify([table, ...Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))]);

const stateTable = () => local.parts.template.tables[0]!.name;

/** The rows of the product by account, and the accounts of the state table. */
async function stored() {
  const all = await local.tables();
  const of = ({ item }: { item: Record<string, unknown> }) => (item.accountId as { S?: string } | undefined)?.S ?? '';
  const own = all.filter(({ table }) => table === stateTable());
  const rows = Map.groupBy(
    all.filter(({ table }) => table !== stateTable()),
    of,
  );
  return {
    all,
    rows: (accountId: string) => (rows.get(accountId) ?? []).map(asText).sort(),
    account: (accountId: string) => own.find((row) => of(row) === accountId && row.item.rev)?.item,
  };
}

/** Asks as the owner until there is an answer, whatever fails meanwhile; null once nobody may ask any more. */
async function ask({ owner }: Life, method: string, path: string, given?: object) {
  for (let tries = 0; tries < 200; tries++) {
    const { status, body: session } = await local.call('POST', '/_local/token', { userId: owner.userId });
    if (status === 410) return null;
    const response = await fetch(`${local.parts.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${session.token}` },
      ...(given && { body: JSON.stringify(given) }),
    });
    if (response.status < 500) return { status: response.status, body: await response.json() };
  }
  throw new Error(`${method} ${path}: 5xx again and again`);
}

async function look(life: Life): Promise<void> {
  const answer = await ask(life, 'GET', '/account');
  if (answer?.status !== 200) return;
  ({ deletion: life.deletion, status: life.status } = answer.body as Pick<Life, 'deletion' | 'status'>);
}

/** What an owner may do next, as things stand. */
function choices(life: Life): readonly (readonly [string, string])[] {
  const pause = [life.status === 'active' ? 'PUT' : 'DELETE', '/account/deactivation'] as const;
  if (life.deletion?.state === 'scheduled') return [pause, ['DELETE', '/account/deletion']];
  return [pause, ['POST', '/account/deletion'], ['POST', '/account/deletion/confirmation']];
}

async function act(life: Life): Promise<void> {
  await look(life);
  const [method, path] = oneOf(choices(life));
  const confirms = path.endsWith('confirmation');
  if (confirms) await ask(life, 'POST', '/account/deletion');
  await ask(life, method, path, confirms ? { token: await local.linkFor(life.owner) } : undefined);
  await look(life);
}

/** Some calls fail, of all that have been seen; now and then a process dies in the midst of it. */
function trouble(seen: ReadonlySet<string>): () => void {
  const { wire, functions, template } = local.parts;
  for (let n = 0; n < 4; n++) {
    const [service, operation] = oneOf([...seen]).split('.') as [string, string];
    const kind = oneOf(['error', 'timeout-after-effect', 'throttle'] as const);
    wire.faults.add({ service, operation, kind, times: oneOf([1, 2, 5, 10, 20]) });
  }
  if (random() < 0.1)
    wire.faults.add({ service: 'scheduler', operation: 'CreateSchedule', kind: 'error', times: 1_000 });
  const kill = () => functions.kill(oneOf(template.functions).logicalId);
  const killing = [1, 2].map(() => setTimeout(kill, random() * 4_000));
  return () => {
    killing.forEach(clearTimeout);
    // What is out of order stays so into the next day, as often as not.
    if (random() < 0.5) wire.faults.clear();
  };
}

/** When its purge was claimed, by the ledger, to the second; null if it was not. */
function claimedAt(deletionId: string): number | null {
  const buckets = local.parts.template.buckets.map(({ name }) => name);
  const entries = buckets.flatMap((bucket) => local.parts.s3.objects(bucket));
  const entry = entries.find(({ key }) => key === claimPath(deletionId));
  return entry ? Date.parse(entry.lastModified) : null;
}

/** Nobody’s rows are gone before their time, and no purge is late. */
async function promisesKept(lives: readonly Life[]): Promise<void> {
  const [now, { rows, account }] = [(await local.now()).getTime(), await stored()];
  for (const life of lives) {
    const dueAt = life.deletion?.state === 'scheduled' ? Date.parse(life.deletion.purgeAt!) : Number.POSITIVE_INFINITY;
    if (now < dueAt) {
      expect(rows(life.accountId).length, `${life.accountId} lives`).toBe(life.rows.length);
      expect(account(life.accountId)?.status).not.toEqual({ S: 'deleted' });
    }
    if (now < dueAt + HOUR) continue;
    const claimed = claimedAt(life.deletion!.deletionId);
    expect(claimed, `${life.accountId} is purged, due ${life.deletion!.purgeAt}`).not.toBeNull();
    expect(claimed! + SECOND).toBeGreaterThan(dueAt);
    expect(claimed! - dueAt, `${life.accountId} on time`).toBeLessThanOrEqual(HOUR);
  }
}

async function whollyGone({ accountId, owner }: Life, all: Awaited<ReturnType<typeof stored>>['all']): Promise<void> {
  const named = all.filter(({ item }) => JSON.stringify(item).includes(`"${accountId}"`));
  const kept = new Set(named.map(({ table }) => table).filter((table) => table !== stateTable()));
  expect([...kept], `what is left of ${accountId}`).toEqual(['voice-usage']);
  expect(JSON.stringify(named)).not.toContain(owner.email);
  const numbers: { accountId: string }[] = await local.local('GET', '/carrier');
  expect(numbers.filter((each) => each.accountId === accountId)).toEqual([]);
  const mails: { to: string; subject: string }[] = await local.local('GET', '/mail');
  expect(mails.filter(({ to, subject }) => to === owner.email && /has been deleted/.test(subject)).length).toBe(1);
}

describe('a year of trouble', () => {
  it('leaves every account untouched or wholly gone, as its owner last chose, none early and none late', async () => {
    const born = [];
    for (let n = 0; n < ACCOUNTS; n++) born.push(await local.account(12));
    const { rows } = await stored();
    const lives = born.map(({ accountId, owner }): Life => {
      return { accountId, owner, rows: rows(accountId), deletion: null, status: 'active' };
    });
    const ends = (await local.now()).getTime() + 365 * DAY;
    const seen = new Set(['scheduler.CreateSchedule']);
    let acts = 0;

    while ((await local.now()).getTime() < ends) {
      const settle = trouble(seen);
      const willing = lives.slice(IDLE).filter(({ deletion }) => deletion?.state !== 'purging');
      for (let n = 0; n < 6; n++, acts++) await act(oneOf(willing));
      await local.advance(`PT${Math.round((STEP * (0.5 + random())) / SECOND)}S`);
      settle();
      await promisesKept(lives);
      for (const { service, operation } of local.parts.wire.calls.all())
        if (!/GetRecords|GetShardIterator|DescribeStream/.test(operation)) seen.add(`${service}.${operation}`);
      local.parts.wire.calls.clear();
    }
    local.parts.wire.faults.clear();
    for (const life of lives) if (life.status === 'deactivated') await ask(life, 'DELETE', '/account/deactivation');
    await local.advance('P9D');

    await promisesKept(lives);
    const { all, ...now } = await stored();
    const [gone, living] = [lives, lives].map((some, n) =>
      some.filter(({ deletion }) => (deletion?.state === 'scheduled') === (n === 0)),
    ) as [Life[], Life[]];
    for (const life of gone) await whollyGone(life, all);
    for (const life of living) expect(now.rows(life.accountId)).toEqual(life.rows);
    const numbers = `${gone.length} gone, ${living.length} untouched, ${acts} acts, ${seen.size} operations`;
    console.log(`a year of trouble (YEAR_SEED=${seed}): ${numbers}`);
    expect(gone.length).toBeGreaterThan(10);
    expect(living.length).toBeGreaterThanOrEqual(IDLE);
  }, 3_600_000);
});
