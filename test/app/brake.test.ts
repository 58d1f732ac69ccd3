import { describe, expect, it } from 'vitest';
import { brake } from '../../lambdas/app/brake.ts';
import { letPurgesGo, pausePurges } from '../../lambdas/app/pause.ts';
import type { DueItem } from '../../lambdas/app/ports.ts';
import { sweep } from '../../lambdas/app/sweep.ts';
import { HOUR, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { memoryPause } from '../support/memory-pause.ts';

const act = { by: 'AIDA1', reason: 'CASE-1' };

/** A sweep of a table that owes `purges` at those moments and one notice; three purges an hour are not too many. */
function setUp(purges: Date[], ledger = memoryLedger()) {
  let now = NOON;
  const clock = () => now;
  const pause = memoryPause();
  const done: string[] = [];
  const braked = brake({
    pause,
    clock,
    purgesAnHour: 3,
    purgesDue: async (from, until, most) =>
      Math.min(most + 1, purges.filter((dueAt) => dueAt > from && dueAt <= until).length),
  });
  const swept = sweep({
    clock,
    brake: braked,
    ledger,
    due: (line) => [batchOf(line === 'purges' ? 'purge' : 'notice')],
    doAgain: async (keys) => void done.push(...keys.map(({ id }) => id)),
  });
  const advance = (span: number) => {
    now = plus(now, span);
  };
  return { pause, ledger, done, swept, advance, ports: { pause, ledger, clock } };
}

async function* batchOf(kind: DueItem['kind']) {
  yield [{ accountId: 'acme', id: `OWED#${kind}`, kind, dueAt: NOON }];
}

const at = (...minutes: number[]) => minutes.map((minute) => plus(NOON, minute * MINUTE));

describe('the brake', () => {
  it('pauses all purges where more come within the hour than there should, with a trace in the ledger', async () => {
    const { swept, pause, ledger } = setUp(at(1, 2, 3, 60));

    expect(await swept()).toMatchObject({ tripped: true });

    const paused = { by: 'sweep', reason: 'brake', at: NOON };
    expect(await pause.read()).toEqual(paused);
    expect([...ledger.entries]).toEqual([['operators/paused-20260301T120000.250Z.json', JSON.stringify(paused)]]);
  });

  it.each([
    ['as many as there may be', at(1, 2, 60)],
    ['more, of which one comes later', at(1, 2, 3, 61)],
    ['more, that should be done already', at(-3, -2, -1, 0, 1, 2)],
  ])('leaves alone %s', async (_, purges) => {
    const { swept, pause, ledger } = setUp(purges);

    expect(await swept()).toMatchObject({ tripped: false });
    expect([await pause.read(), ledger.entries.size]).toEqual([null, 0]);
  });

  it('says once that it has tripped', async () => {
    const { swept, advance } = setUp(at(1, 2, 3, 4, 20, 21, 22, 23));
    await swept();
    advance(15 * MINUTE);

    expect(await swept()).toMatchObject({ tripped: false });
  });

  it('is off for a while after an operator has let them go, and on again after that', async () => {
    const { swept, pause, advance, ports } = setUp(at(10, 11, 12, 13, 100, 101, 102, 103));
    await swept();
    await letPurgesGo(ports)(act, HOUR);

    expect([await swept(), await pause.read()]).toMatchObject([{ tripped: false }, null]);
    advance(HOUR);

    expect(await swept()).toMatchObject({ tripped: true });
  });
});

describe('a sweep', () => {
  it('does all that is due, and all but purges while they are paused', async () => {
    const { swept, done, ports } = setUp([]);
    await swept();
    await pausePurges(ports)(act);
    await swept();

    expect(done).toEqual(['OWED#notice', 'OWED#purge', 'OWED#notice']);
  });

  it('does them again once they are let go', async () => {
    const { swept, done, ports } = setUp([]);
    await pausePurges(ports)(act);
    await letPurgesGo(ports)(act, 0);
    await swept();

    expect(done).toContain('OWED#purge');
  });

  it('says in the ledger what who paused could not say any more', async () => {
    const { swept, ledger, ports } = setUp([]);
    const add = async () => {
      throw new Error('not now');
    };
    await expect(pausePurges({ ...ports, ledger: { add } })(act)).rejects.toThrow('not now');
    await swept();

    expect([...ledger.entries.values()].map((body) => JSON.parse(body))).toMatchObject([act]);
  });
});

describe('letting purges go', () => {
  it('is refused where they are not paused', async () => {
    await expect(letPurgesGo(setUp([]).ports)(act, HOUR)).rejects.toMatchObject({ code: 'not-paused' });
  });

  it('stands in the ledger before it is done, with the pause that it lifts', async () => {
    const { ports, ledger, pause, advance } = setUp([]);
    await pausePurges(ports)({ by: 'AIDA2', reason: 'CASE-0' });
    advance(MINUTE);
    const order: string[] = [];
    const lift: typeof pause.lift = async (...lifting) => {
      order.push(...[...ledger.entries.keys()].filter((path) => path.includes('/go-')));
      return pause.lift(...lifting);
    };

    await letPurgesGo({ ...ports, pause: { ...pause, lift } })(act, HOUR);

    expect(order).toEqual(['operators/go-20260301T120100.250Z.json']);
    expect(JSON.parse(ledger.entries.get(order[0]!)!)).toMatchObject({ ...act, paused: { by: 'AIDA2' } });
    expect(await pause.read()).toBeNull();
  });

  it('is done by one of two operators', async () => {
    const { ports } = setUp([]);
    await pausePurges(ports)(act);

    const both = await Promise.allSettled([letPurgesGo(ports)(act, 0), letPurgesGo(ports)(act, 0)]);

    expect(both).toMatchObject([
      { status: 'fulfilled', value: { paused: act, brakeFrom: NOON } },
      { status: 'rejected', reason: { code: 'not-paused' } },
    ]);
  });
});
