import { DescribeExecutionCommand, ExecutionDoesNotExist, InvalidArn, SFNClient } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from 'vitest';
import { executions } from '../../lambdas/holdings/executions.ts';
import type { ExecutionsSpec } from '../../lambdas/holdings/spec.ts';
import { executions as lookAtExecutions } from '../../lambdas/verification/executions.ts';
import { createStepFunctions } from '../../local/services/sfn.ts';
import { holdingContract } from '../contracts/holdings.ts';
import { engine } from '../support/engine.ts';
import { inTime, leftBy, type Row, rowsOf, standIn, write } from './support.ts';

const spec: ExecutionsSpec = {
  kind: 'executions',
  name: 'campaigns',
  outcome: 'terminate',
  table: 'campaigns',
  key: { partition: 'accountId', sort: 'campaignId' },
  executionArn: 'executionArn',
  suspension: { attribute: 'status', running: 'running', suspended: 'suspended' },
};
const DAY = 86_400_000;
let now = Date.parse('2026-03-01T12:00:00Z');

const db = engine();
const stepFunctions = createStepFunctions({ now: () => now });
stepFunctions.createStateMachine('campaigns');
const wire = standIn(stepFunctions.service);
let sfn: SFNClient;
beforeAll(async () => {
  sfn = new SFNClient(wire.config);
  await db.table(spec.table, spec.key);
});

const holding = () => executions(db.documents, sfn, spec);
const look = () => lookAtExecutions(db.documents, sfn, spec);
const rows = (accountId: string) => rowsOf(db.documents, spec.table, accountId);
const statusOf = async (executionArn: unknown) =>
  (await sfn.send(new DescribeExecutionCommand({ executionArn: String(executionArn) }))).status;

/** Puts campaigns into an account, each with an execution that runs. */
async function fill(accountId: string, records: number): Promise<Row[]> {
  const made = Array.from({ length: records }, (_, n) => ({
    accountId,
    campaignId: `campaign-${String(n).padStart(6, '0')}`,
    status: n % 2 ? 'running' : 'paused',
    executionArn: stepFunctions.start('campaigns', { accountId }),
  }));
  await write(db.documents, spec.table, made);
  return made;
}

holdingContract('executions', () => ({
  holding: holding(),
  look: look(),
  fill: async (accountId, records) => void (await fill(accountId, records)),
  stored: rows,
  perRecord: 2,
}));

describe('executions', () => {
  it('are all stopped by the fence, and nothing of theirs starts anew', async () => {
    const made = await fill('fenced', 3);

    await holding().fence!('fenced', 'd-1');

    expect(await Promise.all(made.map(({ executionArn }) => statusOf(executionArn)))).toEqual(Array(3).fill('ABORTED'));
    expect((await rows('fenced')).map(({ status }) => status)).toEqual(['paused', 'suspended', 'paused']);
    expect(await leftBy(look(), 'fenced')).toBe(3);
  });

  it('are flagged before they are stopped, and all tried though one cannot be', async () => {
    const made = await fill('stubborn', 30);
    wire.fail('StopExecution');

    await expect(holding().fence!('stubborn', 'd-1')).rejects.toMatchObject({ name: 'InternalServerError' });

    const statuses = await Promise.all(made.map(({ executionArn }) => statusOf(executionArn)));
    expect(statuses.filter((status) => status === 'RUNNING')).toHaveLength(1);
    expect((await rows('stubborn')).filter(({ status }) => status === 'running')).toEqual([]);
  });

  it('are stopped before their items go, and not merely forgotten', async () => {
    const made = await fill('erased', 3);

    expect(await holding().erase('erased', inTime)).toEqual({ erased: 3 });

    expect(await Promise.all(made.map(({ executionArn }) => statusOf(executionArn)))).toEqual(Array(3).fill('ABORTED'));
    expect(await rows('erased')).toEqual([]);
  });

  it('may have ended, be forgotten by the service, or never have been', async () => {
    const [ended] = await fill('mixed', 1);
    await holding().fence!('mixed', 'd-1');
    await holding().fence!('mixed', 'd-1');
    await write(db.documents, spec.table, [{ accountId: 'mixed', campaignId: 'never' }]);
    now += 91 * DAY;
    await expect(statusOf(ended!.executionArn)).rejects.toBeInstanceOf(ExecutionDoesNotExist);
    await holding().fence!('mixed', 'd-1');
    expect(await leftBy(look(), 'mixed')).toBe(2);

    expect(await holding().erase('mixed', inTime)).toEqual({ erased: 2 });

    expect(await rows('mixed')).toEqual([]);
  });

  it.each(['error', 'throttle', 'timeout-after-effect'] as const)(
    'keep their items while stopping one ends in %s',
    async (kind) => {
      await fill(`failing-${kind}`, 2);
      wire.fail('StopExecution', kind);

      await expect(holding().erase(`failing-${kind}`, inTime)).rejects.toThrow();

      expect(await rows(`failing-${kind}`)).toHaveLength(2);
      expect(await holding().erase(`failing-${kind}`, inTime)).toEqual({ erased: 2 });
    },
  );

  it('are not taken for gone where the ARN is none', async () => {
    await write(db.documents, spec.table, [{ accountId: 'garbled', campaignId: 'one', executionArn: 'nonsense' }]);

    await expect(holding().erase('garbled', inTime)).rejects.toBeInstanceOf(InvalidArn);
    await expect(leftBy(look(), 'garbled')).rejects.toBeInstanceOf(InvalidArn);
    expect(await rows('garbled')).toHaveLength(1);
  });

  it('are not verified where nobody answers for them', async () => {
    await fill('unseen', 1);
    wire.fail('DescribeExecution');

    await expect(leftBy(look(), 'unseen')).rejects.toThrow();
  });

  it('go on running while their campaign is suspended, and its flag comes back', async () => {
    const [, running] = await fill('paused', 2);

    await holding().suspend('paused');
    expect((await rows('paused')).map(({ status }) => status)).toEqual(['paused', 'suspended']);
    expect(await statusOf(running!.executionArn)).toBe('RUNNING');
    await holding().resume('paused');

    expect((await rows('paused')).map(({ status }) => status)).toEqual(['paused', 'running']);
  });
});
