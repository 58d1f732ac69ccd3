import { beforeAll, describe, expect, it } from 'vitest';
import { resourcesOf, synthesized } from '../lib/synthesized.ts';
import { allowedActions, noteCalls } from '../support/iam.ts';
import { system } from '../support/system.ts';

const lines: string[] = [];
const local = system({
  canary: true,
  start: Date.parse('2026-03-01T00:00:00Z'),
  onLine: ({ line }) => void lines.push(line),
});
const called = new Map<string, Set<string>>();
const PREFIX = 'account-deletion-canary-';

beforeAll(async () => {
  for (const duration of ['PT7H', 'P4D', 'P3D', 'P1D']) {
    await local.advance(duration);
    noteCalls(local.parts, called);
  }
}, 120_000);

describe('a canary in a deployment', () => {
  it('is made each day, deleted seven days later, and found well the day after', async () => {
    const said = lines.flatMap((line) => /\{ canary: '(.*)' \}/.exec(line)?.[1] ?? []);

    expect([said[0], said.at(-1)]).toEqual(['none is old enough', `${PREFIX}2026-03-01`]);
    expect(lines.filter((line) => line.includes('canaryFailed'))).toEqual([]);
  });

  it('has had something to lose in every holding that it can have something in', async () => {
    const planted = (await local.tables()).filter(
      ({ table, item }) => table.startsWith('voice-') && JSON.stringify(item).includes(`${PREFIX}2026-03-08`),
    );

    expect(new Set(planted.map(({ table }) => table))).toEqual(
      new Set(['voice-calls', 'voice-contacts', 'voice-profile']),
    );
    const files = local.parts.s3.objects('example-voice-recordings').map(({ key }) => key);
    expect(files).toContain(`recordings/${PREFIX}2026-03-08/canary`);
    expect(files.filter((key) => key.includes(`${PREFIX}2026-03-01`))).toEqual([
      `recordings/${PREFIX}2026-03-01-twin/canary`,
    ]);
  });

  it('mails nobody, and touches nobody else’s account', async () => {
    expect(await local.local('GET', '/mail')).toEqual([]);
    for (const userId of ['ada', 'dora']) {
      const { body } = await (await local.as(userId))('GET', '/account');
      expect(body).toMatchObject({ status: 'active', deletion: null });
    }
  });

  it('calls for all that it is allowed, and for nothing else', () => {
    const allowed = allowedActions(resourcesOf(synthesized().service), 'run-canary');

    // A part of the transaction by which it is asked for, what is no longer owed; and where a pause is in force already.
    const seldom = ['dynamodb:DeleteItem', 's3:ListBucket', 'dynamodb:GetItem'];
    expect([...called.get('run-canary')!, ...seldom].sort()).toEqual([...allowed].sort());
  });
});
