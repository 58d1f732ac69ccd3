import { describe, expect, it } from 'vitest';
import type { Holding, Look } from '../../lambdas/app/holding.ts';
import type { Accounts } from '../../lambdas/app/ports.ts';
import { purgeAccount } from '../../lambdas/app/purge-account.ts';
import { verifyDeletion } from '../../lambdas/app/verify-deletion.ts';
import type { LivingAccount } from '../../lambdas/domain/account.ts';
import { isAfterPurge } from '../../lambdas/domain/after-purge.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { hold, release } from '../../lambdas/domain/hold.ts';
import type { ReceiptFacts, Sequel } from '../../lambdas/domain/receipt.ts';
import { request } from '../../lambdas/domain/request.ts';
import { retry } from '../../lambdas/domain/retry.ts';
import { DAY, HOUR, MINUTE, plus, SECOND } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';
import { memoryExecution } from '../support/memory-execution.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { memoryPause } from '../support/memory-pause.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const WAKE = { accountId: 'acme', deletionId: 'd-1' };

interface Kept {
  readonly holding: Holding;
  readonly look: Look;
}

/** A holding of so many records that goes `slice` records at a time and tells what is done to it. */
function holding(name: string, outcome: Holding['outcome'], told: string[], records = 2, slice = 10, years = 10): Kept {
  let left = records;
  const retention = { ground: 'Tax law', years };
  const takeAll = () => {
    const taken = left;
    left = 0;
    return taken;
  };
  return {
    holding: {
      name,
      outcome,
      ...(outcome === 'retain' && { retention, expire: async () => ({ erased: takeAll() }) }),
      count: async () => ({ count: left }),
      async *export() {},
      suspend: async () => {},
      resume: async () => {},
      ...(outcome === 'terminate' && { fence: async () => void told.push(`fence ${name}`) }),
      async erase() {
        const erased = Math.min(left, slice);
        if (outcome !== 'retain') left -= erased;
        told.push(`${outcome} ${name}`);
        return { erased, ...(left > 0 && outcome !== 'retain' && { cursor: { left } }) };
      },
    },
    look: async () => ({ held: left, left: outcome === 'retain' ? 0 : left }),
  };
}

async function confirmed(accounts = memoryAccounts()): Promise<Accounts> {
  await accounts.change('acme', (account) => request(account, ask(), NOON));
  await accounts.change('acme', (account) => confirm(account, link(), NOON));
  return accounts;
}

async function setUp({ at = PURGE_AT, accounts = confirmed(), some = undefined as Kept[] | undefined } = {}) {
  let now = at;
  const told: string[] = [];
  const kept = some ?? [
    holding('members', 'erase', told),
    holding('phone-numbers', 'release', told),
    holding('campaigns', 'terminate', told),
    holding('contacts', 'erase', told, 25),
    holding('usage', 'retain', told),
  ];
  const store = await accounts;
  const looks = new Map(kept.map(({ holding: { name }, look }) => [name, look]));
  const clock = () => now;
  const advance = (span: number) => {
    now = plus(now, span);
  };
  const { execution, log } = memoryExecution({ onWait: (seconds) => advance(seconds * SECOND) });
  const ledger = memoryLedger();
  const issued: ReceiptFacts[] = [];
  const sequels: Sequel[] = [];
  const ended = new Set<string>();
  const ports = {
    accounts: store,
    clock,
    holdings: kept.map(({ holding: each }) => each),
    verify: verifyDeletion(looks, clock, () => {}),
    members: { ownerAddress: async () => 'boss@example.com', async *others() {} },
    hasEnded: async (id: string) => ended.has(id),
    ledger,
    receipts: {
      issue: async (facts: ReceiptFacts) => void issued.push(facts),
      follow: async (told: Sequel) => void sequels.push(told),
    },
    finalExports: {
      async start(_wake: unknown, _attempt: number) {
        told.push('take the final export');
        await ledger.add('deletions/d-1/final-export.json', '{}');
        return 'arn:final';
      },
      keepUntil: async (_: string, until: Date) => void told.push(`keep it until ${until.toISOString()}`),
      destroy: async () => void told.push('destroy the final export'),
    },
    newToken: () => 'receipt-1',
  };
  return {
    purge: purgeAccount(ports),
    ports,
    clock,
    execution,
    log,
    told,
    ledger,
    issued,
    sequels,
    ended,
    load: () => store.load('acme'),
    store,
    advance,
  };
}

describe('a purge', () => {
  it('fences, releases, closes the bill, erases, takes the members last, and leaves a tombstone', async () => {
    const { purge, execution, told, ledger, load } = await setUp();

    expect(await purge(WAKE, execution)).toEqual({ outcome: 'purged' });

    expect(told).toEqual([
      'fence campaigns',
      'take the final export',
      'release phone-numbers',
      'retain usage',
      'terminate campaigns',
      'erase contacts',
      'erase contacts',
      'erase contacts',
      'erase members',
      `keep it until ${plus(PURGE_AT, 30 * DAY + 4 * SECOND).toISOString()}`,
    ]);
    expect(await load()).toMatchObject({ status: 'deleted', deletionId: 'd-1' });
    expect([...ledger.entries.keys()]).toEqual(
      ['claimed', 'final-export', 'counted', 'ended'].map((entry) => `deletions/d-1/${entry}.json`),
    );
  });

  it('owes the last mail to the owner’s address and to the one that the members list knows', async () => {
    const { purge, execution, load } = await setUp();

    await purge(WAKE, execution);

    expect((await load()).owed.filter(({ kind }) => kind === 'notice')).toMatchObject([
      { to: 'ada@example.com' },
      { to: 'boss@example.com' },
    ]);
  });

  it('waits out what is left of the grace period when woken early, and claims not a moment before', async () => {
    const { purge, execution, log, load } = await setUp({ at: plus(PURGE_AT, -59_001) });

    await purge(WAKE, execution);

    expect(log.slice(0, 3)).toEqual(['claim', 'until purgeAt: 60 s', 'claim']);
    expect(await load()).toMatchObject({ status: 'deleted' });
  });

  it.each([
    ['more than two minutes early', { at: plus(PURGE_AT, -2 * MINUTE - 1) }, WAKE],
    ['for a deletion that was cancelled', { accounts: confirmed().then(cancelled) }, WAKE],
    ['for an earlier deletion', {}, { ...WAKE, deletionId: 'd-0' }],
    ['for an account nobody knows', {}, { ...WAKE, accountId: 'nobody' }],
  ])('woken %s does nothing', async (_, options, wake) => {
    const { purge, execution, told, log } = await setUp(options);

    expect(await purge(wake, execution)).toEqual({ outcome: 'nothing to do' });

    expect([told, log]).toEqual([[], ['claim']]);
  });

  it('woken a hundred times happens once', async () => {
    const { purge, told } = await setUp();

    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => purge(WAKE, memoryExecution({ id: `arn:${n}` }).execution)),
    );

    expect(outcomes.filter(({ outcome }) => outcome === 'purged')).toHaveLength(1);
    expect(told.filter((what) => what === 'release phone-numbers')).toHaveLength(1);
  });

  it('goes round again an hour later when something is left, and only ends when all is gone', async () => {
    let looks = 0;
    const stubborn = { ...holding('contacts', 'erase', []), look: async () => gone(++looks > 3) };
    const { purge, execution, log, load } = await setUp({ some: [stubborn] });

    await purge(WAKE, execution);

    expect(log.filter((line) => line === 'before another round: 3600 s')).toHaveLength(2);
    expect(await load()).toMatchObject({ deletedAt: plus(PURGE_AT, 2 * HOUR + 2 * SECOND) });
  });

  it('is quarantined after three days, with what could not be done, and all else is gone', async () => {
    const told: string[] = [];
    const immortal = { ...holding('contacts', 'erase', []), look: async () => gone(false) };
    const { purge, execution, load } = await setUp({
      some: [immortal, holding('calls', 'erase', told), holding('members', 'erase', told)],
    });

    expect(await purge(WAKE, execution)).toEqual({ outcome: 'quarantined', holdings: ['contacts', 'members'] });

    expect(told).toEqual(['erase calls']);
    const { deletion } = (await load()) as LivingAccount;
    expect(deletion).toMatchObject({ state: 'purging', quarantined: { holdings: ['contacts', 'members'] } });
  });

  it('leaves what cannot be reached for the next round, and loses nothing of the others', async () => {
    const told: string[] = [];
    let down = 8;
    const service = holding('crm', 'erase', told);
    const look: Look = async (...asked) => {
      if (--down > 0) throw new Error('unreachable');
      return service.look(...asked);
    };
    const { purge, execution, issued } = await setUp({ some: [{ ...service, look }, holding('calls', 'erase', told)] });

    expect(await purge(WAKE, execution)).toEqual({ outcome: 'purged' });

    expect(told).toEqual(['erase calls', 'erase crm']);
    expect(issued[0]!.holdings).toMatchObject([
      { before: 2, after: 0 },
      { before: 2, after: 0 },
    ]);
  });

  it('is taken up by another execution once the first has ended, and by none before', async () => {
    const told: string[] = [];
    const { purge, load, ended, issued } = await setUp({ some: [holding('contacts', 'erase', told, 25)] });
    const dying = memoryExecution({ id: 'arn:1' }).execution;
    // Half-way: the first ten contacts are gone.
    const dies = {
      ...dying,
      wait: async () => {
        if (told.length > 0) throw new Error('the process is gone');
      },
    };
    await purge(WAKE, { ...dies, sideBySide: (_, items, branch) => alone(items, (item) => branch(item, dies)) }).catch(
      () => {},
    );
    const second = memoryExecution({ id: 'arn:2' }).execution;

    expect(await purge(WAKE, second)).toEqual({ outcome: 'nothing to do' });
    ended.add('arn:1');
    expect(await purge(WAKE, second)).toEqual({ outcome: 'purged' });

    expect(await load()).toMatchObject({ status: 'deleted' });
    expect(issued).toMatchObject([{ holdings: [{ before: 25, after: 0 }] }]);
  });

  it('tells one end, and issues one receipt of it, though its last step fails and another execution takes it up', async () => {
    const { purge, execution, advance, ended, issued, load } = await setUp();
    const step: typeof execution.step = (name, run) =>
      name === 'finish' ? Promise.reject(new Error('the process is gone')) : execution.step(name, run);
    await expect(purge(WAKE, { ...execution, step })).rejects.toThrow('gone');
    ended.add('arn:1');
    advance(DAY);

    expect(await purge(WAKE, memoryExecution({ id: 'arn:2' }).execution)).toEqual({ outcome: 'purged' });

    const [first, second] = issued;
    expect([second!.deletedAt, second!.finalExportUntil]).toEqual([first!.deletedAt, first!.finalExportUntil]);
    expect(await load()).toMatchObject({ deletedAt: first!.deletedAt, finalExportUntil: first!.finalExportUntil });
  });

  it('begins nothing while all purges are paused', async () => {
    const pause = memoryPause();
    await pause.set({ by: 'AIDAEXAMPLE', reason: 'CASE-1', at: NOON });
    const { purge, execution, told, load } = await setUp({ accounts: confirmed(memoryAccounts(pause)) });

    expect(await purge(WAKE, execution)).toEqual({ outcome: 'nothing to do' });

    expect(told).toEqual([]);
    expect(await load()).toMatchObject({ deletion: { state: 'scheduled' } });
  });

  it.each([
    ['without a sealed copy', undefined],
    ['with its sealed copy', plus(PURGE_AT, 30 * DAY)],
  ])('gives back a tombstone that a restore has undone, %s, and takes nothing a second time', async (_, until) => {
    const { purge, execution, told, ledger, load } = await setUp();
    const retained = [{ name: 'usage', until: plus(PURGE_AT, DAY) }];
    const statement = { deletedAt: PURGE_AT, retained, ...(until && { finalExport: { until } }) };
    const payload = Buffer.from(JSON.stringify(statement)).toString('base64url');
    await ledger.add('deletions/d-1/receipt.json', JSON.stringify({ receiptId: 'receipt-0' }));
    await ledger.add('receipts/receipt-0/receipt.jws', `header.${payload}.signature`);

    expect(await purge(WAKE, execution)).toEqual({ outcome: 'nothing to do' });

    expect(told).toEqual([]);
    const { owed, ...tombstone } = await load();
    const about = { receiptId: 'receipt-0', deletedAt: PURGE_AT, ...(until && { finalExportUntil: until }) };
    expect(tombstone).toEqual({ accountId: 'acme', rev: 3, status: 'deleted', deletionId: 'd-1', ...about });
    expect(owed).toContainEqual(
      expect.objectContaining({ kind: 'retention-end', dueAt: plus(PURGE_AT, DAY), holdings: ['usage'] }),
    );
  });

  it('stands in the ledger before anything is gone, and begins nothing that the ledger knows as cancelled', async () => {
    const { purge, execution, ledger, log } = await setUp();
    await purge(WAKE, execution);
    expect(log.indexOf('enter the claim')).toBeLessThan(log.findIndex((line) => line.startsWith('fence')));
    expect(JSON.parse(ledger.entries.get('deletions/d-1/claimed.json')!)).toEqual({
      ...WAKE,
      at: PURGE_AT.toISOString(),
    });

    const restored = await setUp();
    await restored.ledger.add('deletions/d-1/cancelled.json', '{}');

    expect(await restored.purge(WAKE, restored.execution)).toEqual({ outcome: 'nothing to do' });
    expect(await restored.load()).toMatchObject({ deletion: { state: 'scheduled' } });
  });

  it('releases and erases nothing before the sealed copy is whole, and takes it anew where that failed', async () => {
    const { purge, execution, told, ended, ports, ledger } = await setUp();
    let attempts = 0;
    ports.finalExports.start = async (_, attempt) => {
      attempts = attempt;
      ended.add(`arn:final-${attempt}`);
      if (attempt === 3) await ledger.add('deletions/d-1/final-export.json', '{}');
      else expect(told).toEqual(['fence campaigns']);
      return `arn:final-${attempt}`;
    };

    expect(await purge(WAKE, execution)).toEqual({ outcome: 'purged' });

    expect(attempts).toBe(3);
  });

  it('is quarantined with nothing gone where no sealed copy can be made, and goes on without one by an operator’s word', async () => {
    const { purge, execution, told, ended, ports, store, load, issued } = await setUp();
    ports.finalExports.start = async (_, attempt) => {
      ended.add(`arn:final-${attempt}`);
      return `arn:final-${attempt}`;
    };
    expect(await purge(WAKE, execution)).toEqual({ outcome: 'quarantined', holdings: ['final-export'] });
    expect(told).toEqual(['fence campaigns']);
    ended.add('arn:1');

    const word = { by: 'AIDAEXAMPLE', reason: 'CASE-1', withoutFinalExport: true } as const;
    await store.change('acme', (account) => retry(account, word, plus(PURGE_AT, 4 * DAY)));
    expect(await purge(WAKE, memoryExecution({ id: 'arn:2' }).execution)).toEqual({ outcome: 'purged' });

    expect(issued[0]).not.toHaveProperty('finalExportUntil', expect.any(Date));
    expect(await load()).not.toHaveProperty('finalExportUntil');
    // What was begun of one goes all the same.
    expect((await load()).owed.map(({ kind }) => kind)).toContain('final-export-end');
  });

  it('stops where it is when a hold is placed half-way, and goes on once it is released', async () => {
    const told: string[] = [];
    const contacts = holding('contacts', 'erase', told, 25);
    const { purge, execution, store, ended, load, clock } = await setUp({
      some: [contacts, holding('members', 'erase', told)],
    });
    const act = { by: 'AIDAEXAMPLE', reason: 'CASE-1' };
    const place = contacts.holding.erase;
    const holdAfterOne = {
      ...contacts.holding,
      erase: async (...slice: Parameters<typeof place>) => {
        const erased = await place(...slice);
        await store.change('acme', (account) => hold(account, { ...act, until: null }, clock()));
        return erased;
      },
    };
    Object.assign(contacts.holding, holdAfterOne);

    expect(await purge(WAKE, execution)).toEqual({ outcome: 'held' });
    expect(told).toEqual(['erase contacts']);
    ended.add('arn:1');
    expect(await purge(WAKE, memoryExecution({ id: 'arn:2' }).execution)).toEqual({ outcome: 'nothing to do' });

    Object.assign(contacts.holding, { erase: place });
    await store.change('acme', (account) => release(account, act, clock()));
    expect(await purge(WAKE, memoryExecution({ id: 'arn:3' }).execution)).toEqual({ outcome: 'purged' });
    expect(await load()).toMatchObject({ status: 'deleted' });
  });

  it('stops before anything is gone when a hold is placed while the sealed copy is made', async () => {
    const { purge, execution, told, ports, store, clock } = await setUp();
    ports.finalExports.start = async () => {
      await store.change('acme', (account) =>
        hold(account, { by: 'AIDAEXAMPLE', reason: 'CASE-1', until: null }, clock()),
      );
      return 'arn:final';
    };

    expect(await purge(WAKE, execution)).toEqual({ outcome: 'held' });

    expect(told).toEqual(['fence campaigns']);
  });

  it('issues a receipt of what was there before and what is there after', async () => {
    const { purge, execution, issued } = await setUp();

    await purge(WAKE, execution);

    expect(issued).toMatchObject([
      {
        receiptId: 'receipt-1',
        // Two seconds for the final export, and three slices of contacts a second apart.
        deletedAt: plus(PURGE_AT, 4 * SECOND),
        finalExportUntil: plus(PURGE_AT, 30 * DAY + 4 * SECOND),
        holdings: [
          { name: 'members', before: 2, after: 0 },
          { name: 'phone-numbers', before: 2, after: 0 },
          { name: 'campaigns', before: 2, after: 0 },
          { name: 'contacts', before: 25, after: 0 },
          { name: 'usage', before: 2, after: 2, retention: { ground: 'Tax law' } },
        ],
      },
    ]);
  });
});

describe('a dead account', () => {
  async function dead(some?: Kept[]) {
    const all = await setUp(some ? { some } : {});
    await all.purge(WAKE, all.execution);
    return all;
  }

  it('is looked at again a day later, and what came in the meantime is erased and told', async () => {
    let late = 0;
    const contacts = holding('contacts', 'erase', [], 0);
    const come: Kept = {
      holding: {
        ...contacts.holding,
        async erase() {
          const erased = late;
          late = 0;
          return { erased };
        },
      },
      look: async () => ({ held: late, left: late }),
    };
    const { purge, advance, sequels, load } = await dead([come]);
    late = 3;
    advance(DAY);

    const again = memoryExecution({ id: 'arn:2' }).execution;
    expect(await purge(WAKE, again)).toEqual({ outcome: 'looked after', late: 3 });

    expect(late).toBe(0);
    expect(sequels).toEqual([
      { receiptId: 'receipt-1', sequel: 'check', at: expect.any(Date), erased: [{ name: 'contacts', count: 3 }] },
    ]);
    expect(sequels[0]!.at.getTime()).toBeGreaterThanOrEqual(plus(PURGE_AT, DAY).getTime());
    expect((await load()).owed.filter(isAfterPurge)).toMatchObject([
      { kind: 'backups-end' },
      { kind: 'final-export-end' },
    ]);
  });

  it('has nothing erased where nothing came', async () => {
    const { purge, advance, told } = await dead();
    const before = [...told];
    advance(DAY);

    await purge(WAKE, memoryExecution({ id: 'arn:2' }).execution);

    expect(told).toEqual(before);
  });

  it('is looked at again, and its sequel waits, where what came cannot be removed or not be seen', async () => {
    let look: Look = async () => gone(true);
    const contacts = { ...holding('contacts', 'erase', [], 0), look: (...asked: Parameters<Look>) => look(...asked) };
    const { purge, advance, sequels, load } = await dead([contacts, holding('calls', 'erase', [], 0)]);
    const looks: readonly Look[] = [async () => gone(false), () => Promise.reject(new Error('unreachable'))];

    for (const [n, blind] of looks.entries()) {
      look = blind;
      advance(2 * DAY);
      const again = memoryExecution({ id: `arn:${n + 2}`, onWait: (seconds) => advance(seconds * SECOND) }).execution;
      expect(await purge(WAKE, again)).toEqual({ outcome: 'quarantined', holdings: ['contacts'] });
    }

    expect(sequels).toEqual([]);
    expect((await load()).owed.filter(isAfterPurge)).toContainEqual(expect.objectContaining({ kind: 'check' }));
  });

  it('is left alone before a day has gone, and by a wake-up of another deletion', async () => {
    const { purge, advance, load } = await dead();
    const before = await load();

    expect(await purge(WAKE, memoryExecution({ id: 'arn:2' }).execution)).toEqual({ outcome: 'nothing to do' });
    advance(2 * DAY);
    const other = { ...WAKE, deletionId: 'd-0' };
    expect(await purge(other, memoryExecution({ id: 'arn:3' }).execution)).toEqual({ outcome: 'nothing to do' });

    expect(await load()).toEqual(before);
  });

  it('is looked at by one execution at a time, and again a day later if that one died', async () => {
    const { purge, advance, sequels } = await dead();
    advance(DAY);
    const dying = memoryExecution({ id: 'arn:2' }).execution;
    const dies = {
      ...dying,
      step: (name: string, run: () => Promise<never>) =>
        name === 'look again' ? Promise.reject(new Error('gone')) : dying.step(name, run),
    };
    await purge(WAKE, dies as typeof dying).catch(() => {});

    expect(await purge(WAKE, memoryExecution({ id: 'arn:3' }).execution)).toEqual({ outcome: 'nothing to do' });
    advance(DAY);
    expect(await purge(WAKE, memoryExecution({ id: 'arn:4' }).execution)).toEqual({ outcome: 'looked after', late: 0 });

    expect(sequels).toMatchObject([{ sequel: 'check', erased: [] }]);
  });

  it('loses what was kept on the day that its retention ends, and the ledger says so', async () => {
    const { purge, advance, sequels, load, told } = await dead();
    advance(3_653 * DAY);

    const after = memoryExecution({ id: 'arn:2' }).execution;
    expect(await purge(WAKE, after)).toEqual({ outcome: 'looked after', late: 0 });

    expect(sequels).toMatchObject([
      { sequel: 'check', erased: [] },
      { sequel: 'backups-end', erased: [] },
      { sequel: 'retention-end', erased: [{ name: 'usage', count: 2 }] },
      { sequel: 'final-export-end', erased: [] },
    ]);
    expect(told.at(-1)).toBe('destroy the final export');
    expect((await load()).owed.filter(isAfterPurge)).toEqual([]);
  });
});

describe('the end of a retention', () => {
  it('takes what was kept until then, and leaves what is kept for longer', async () => {
    const usage = holding('usage', 'retain', [], 2, 10, 1);
    const invoices = holding('invoices', 'retain', [], 5);
    const { purge, execution, advance, sequels } = await setUp({ some: [usage, invoices] });
    await purge(WAKE, execution);
    advance(370 * DAY);

    await purge(WAKE, memoryExecution({ id: 'arn:2' }).execution);

    expect(sequels.filter(({ sequel }) => sequel === 'retention-end')).toMatchObject([
      { erased: [{ name: 'usage', count: 2 }] },
    ]);
    expect(await invoices.holding.count('acme', 10)).toEqual({ count: 5 });
  });

  it.each([
    ['cannot be removed', async () => ({ erased: 0 })],
    ['cannot be reached', () => Promise.reject(new Error('unreachable'))],
  ])('has no sequel while what was kept %s', async (_, expire) => {
    const usage = holding('usage', 'retain', []);
    const kept = { ...usage, holding: { ...usage.holding, expire } };
    const { purge, execution, advance, sequels } = await setUp({ some: [kept] });
    await purge(WAKE, execution);
    advance(3_653 * DAY);

    const after = memoryExecution({ id: 'arn:2' }).execution;
    expect(await purge(WAKE, after)).toEqual({ outcome: 'quarantined', holdings: ['usage'] });
    expect(sequels.map(({ sequel }) => sequel)).toEqual(['check', 'backups-end']);
  });
});

const gone = (is: boolean) => (is ? { held: 0, left: 0 } : { held: 1, left: 1 });

/** Runs the branches, and fails with the first that does: as when the process of all of them ends. */
async function alone<I>(items: readonly I[], branch: (item: I) => Promise<void>): Promise<never[]> {
  for (const item of items) await branch(item);
  return [];
}

async function cancelled(accounts: Accounts): Promise<Accounts> {
  await accounts.change('acme', (account) => cancel(account, EMAIL, NOON));
  return accounts;
}
