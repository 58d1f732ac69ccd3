import { describe, expect, it } from 'vitest';
import type { ExportableHolding } from '../../lambdas/app/holding.ts';
import { prepareExport } from '../../lambdas/app/prepare-export.ts';
import { type Account, type LivingAccount, living } from '../../lambdas/domain/account.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { claimExport, requestExport } from '../../lambdas/domain/export.ts';
import { claim } from '../../lambdas/domain/purge.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { ask, link, NOON } from '../support/accounts.ts';
import { recordsHolding } from '../support/exported-holdings.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';
import { memoryArchives } from '../support/memory-archives.ts';
import { memoryExecution } from '../support/memory-execution.ts';
import { faultsOf } from '../support/zip.ts';

const wake = { accountId: 'acme', exportId: 'e-1' };
const KEY = 'exports/acme/e-1/1.zip';

/** A system in which acme has asked for an export. */
async function asked(holdings: readonly ExportableHolding[] = [recordsHolding('calls', 5)]) {
  const accounts = memoryAccounts();
  const { store, archives } = memoryArchives();
  const change = (decide: (account: Account) => Account) => accounts.change('acme', decide);
  await change((account) => requestExport(account, { exportId: 'e-1', email: 'ada@example.com' }, NOON));
  const running = new Set<string>();
  let now = NOON;
  const ports = {
    accounts,
    clock: () => now,
    hasEnded: async (execution: string) => !running.has(execution),
    holdings,
    store,
  };
  return {
    archives,
    running,
    change,
    at(moment: Date) {
      now = moment;
    },
    run: (id = 'arn:1') => prepareExport(ports)(wake, memoryExecution({ id }).execution),
    export: async () => living(await accounts.load('acme')).exports[0],
    account: async () => living(await accounts.load('acme')),
    /** What happens while the records are read. */
    meanwhile(happens: () => Promise<unknown>): ExportableHolding[] {
      const sound = recordsHolding('calls', 5);
      return [
        {
          ...sound,
          async *export(accountId, cursor) {
            await happens();
            yield* sound.export(accountId, cursor);
          },
        },
      ];
    },
    ports,
  };
}

const purged = (account: Account): Account => {
  const scheduled = confirm(request(account, ask(), NOON), link(), NOON);
  const by = { deletionId: 'd-1', execution: 'arn:purge', ownerAddress: null, receiptId: 'r' };
  return claim(scheduled, by, plus(NOON, 7 * DAY));
};

describe('preparing an export', () => {
  it('makes it ready, with what its archives are', async () => {
    const { run, archives, export: shown, account } = await asked();

    expect(await run()).toEqual({ outcome: 'ready', archives: 1 });

    expect(await shown()).toMatchObject({
      state: 'ready',
      archives: [{ name: 'export-e-1-1.zip', bytes: expect.any(Number), sha256: expect.stringMatching(/^\w{64}$/) }],
      availableUntil: plus(NOON, 7 * DAY),
    });
    expect([...archives.keys()]).toEqual([KEY]);
    expect(faultsOf(archives.get(KEY)!)).toEqual([]);
    expect((await account()).owed.map(({ kind }) => kind)).toEqual(['export-end', 'notice']);
  });

  it('does nothing where there is nothing to do', async () => {
    const { run, archives, account } = await asked();
    await run();
    const before = await account();
    archives.clear();

    expect(await run('arn:2')).toEqual({ outcome: 'nothing to do' });

    expect(await account()).toBe(before);
    expect([...archives.keys()]).toEqual([]);
  });

  it('is left to who is at it, and taken over from who has ended', async () => {
    const { run, running, change } = await asked();
    running.add('arn:first');
    await change((account) => claimExport(account, { exportId: 'e-1', execution: 'arn:first' }, NOON));

    expect(await run('arn:2')).toEqual({ outcome: 'nothing to do' });

    running.delete('arn:first');
    expect(await run('arn:3')).toMatchObject({ outcome: 'ready' });
  });

  it('has failed where it cannot be made, and leaves nothing', async () => {
    const half = recordsHolding('calls', 5);
    const broken: ExportableHolding = {
      name: 'notes',
      export: () => {
        throw new TypeError('no such table');
      },
    };
    const { run, archives, account, change } = await asked([half, broken]);
    const older = { state: 'ready', exportId: 'e-0', requestedAt: NOON, archives: [], readyAt: NOON } as const;
    await change((before) => ({
      ...(before as LivingAccount),
      exports: [{ ...older, availableUntil: plus(NOON, DAY) }, ...(before as LivingAccount).exports],
    }));
    // Its first archive is there already.
    archives.set(KEY, new Map());

    expect(await run()).toEqual({ outcome: 'failed', error: 'TypeError' });

    expect((await account()).exports).toMatchObject([{ state: 'ready' }, { exportId: 'e-1', state: 'failed' }]);
    expect([...archives.keys()]).toEqual([]);
    expect((await account()).owed).toMatchObject([{ kind: 'export-end' }]);
  });
});

describe('an export that a purge overtakes', () => {
  it('is not begun', async () => {
    const { run, archives, change } = await asked();
    await change(purged);

    expect(await run()).toEqual({ outcome: 'nothing to do' });

    expect([...archives.keys()]).toEqual([]);
  });

  it('ends, and leaves nothing', async () => {
    const system = await asked();
    const holdings = system.meanwhile(() => system.change(purged));

    const run = prepareExport({ ...system.ports, holdings });

    expect(await run(wake, memoryExecution().execution)).toEqual({ outcome: 'cancelled' });
    expect([...system.archives.keys()]).toEqual([]);
    expect((await system.account()).exports).toEqual([]);
  });

  it('leaves nothing either where the purge comes after its last archive', async () => {
    const system = await asked();
    const { execution } = memoryExecution();
    const late = {
      ...execution,
      async step<T>(name: string, run: () => Promise<T>): Promise<T> {
        if (name === 'the end') await system.change(purged);
        return execution.step(name, run);
      },
    };

    expect(await prepareExport(system.ports)(wake, late)).toEqual({ outcome: 'cancelled' });

    expect([...system.archives.keys()]).toEqual([]);
  });

  it('leaves alone what another execution has taken over', async () => {
    const system = await asked();
    const holdings = system.meanwhile(async () => {
      await system.change((account) =>
        claimExport(account, { exportId: 'e-1', execution: 'arn:2', ended: 'arn:1' }, NOON),
      );
      system.archives.set(KEY, new Map());
    });

    const run = prepareExport({ ...system.ports, holdings });

    expect(await run(wake, memoryExecution().execution)).toEqual({ outcome: 'cancelled' });
    expect([...system.archives.keys()]).toEqual([KEY]);
  });
});

describe('the end of an export', () => {
  it('removes its archives, then the export', async () => {
    const { run, at, archives, account } = await asked();
    await run();
    at(plus(NOON, 7 * DAY));

    expect(await run('arn:end')).toEqual({ outcome: 'ended' });

    expect([...archives.keys()]).toEqual([]);
    expect((await account()).exports).toEqual([]);
    expect((await account()).owed.map(({ kind }) => kind)).toEqual(['notice']);
    expect(await run('arn:again')).toEqual({ outcome: 'nothing to do' });
  });

  it('has not come a moment before', async () => {
    const { run, at, archives } = await asked();
    await run();
    at(plus(NOON, 7 * DAY - 1));

    expect(await run('arn:end')).toEqual({ outcome: 'nothing to do' });

    expect([...archives.keys()]).toEqual([KEY]);
  });
});
