import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const STATE_MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:voice-campaigns';

const local = system();
const fault = (service: string, operation: string, kind: string, times: number) =>
  local.local('POST', '/faults', { service, operation, times, kind });
afterEach(() => local.local('DELETE', '/faults'));

/** What the rows of an account in a table say under a name. */
async function said(table: string, accountId: string, name: string): Promise<string[]> {
  const rows = (await local.tables()).filter((row) => row.table === table) as {
    item: Record<string, { S?: string }>;
  }[];
  return rows.filter(({ item }) => item.accountId?.S === accountId).flatMap(({ item }) => item[name]?.S ?? []);
}

/** The account's schedules and executions, as the services know them. */
async function elsewhere(accountId: string) {
  const schedules = await said('voice-schedules', accountId, 'scheduleName');
  const executions = await said('voice-campaigns', accountId, 'executionArn');
  return {
    states: () =>
      local.parts.scheduler
        .schedules()
        .filter(({ Name }) => schedules.includes(Name))
        .map(({ State }) => State),
    async statuses() {
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      const client = new SFNClient({ endpoint: local.parts.wire.url, region: 'eu-west-1', credentials });
      const pages = await Array.fromAsync(paginateListExecutions({ client }, { stateMachineArn: STATE_MACHINE }));
      const all = pages.flatMap((page) => page.executions ?? []);
      return all.filter(({ executionArn = '' }) => executions.includes(executionArn)).map(({ status }) => status);
    },
  };
}

/** Asks for the deletion, confirms it, and goes on until it is done. */
async function purge(user: { userId: string; email: string }): Promise<void> {
  const owner = await local.as(user);
  await owner('POST', '/account/deletion');
  const { body } = await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) });
  expect(body.deletion.state).toBe('scheduled');
  await local.advance('P7DT5M');
}

describe('what an account has elsewhere than in tables', () => {
  it('is suspended and resumed with the account, but for what its owner had switched off', async () => {
    const { states, statuses } = await elsewhere('acme');
    const owner = await local.as('ada');
    expect(states()).toEqual(['ENABLED', 'ENABLED', 'DISABLED', 'ENABLED']);

    await owner('PUT', '/account/deactivation');
    await local.advance('PT1S');
    expect(new Set(states())).toEqual(new Set(['DISABLED']));
    expect(await statuses()).toEqual(['RUNNING', 'RUNNING']);
    await owner('DELETE', '/account/deactivation');
    await local.advance('PT1S');

    expect(states()).toEqual(['ENABLED', 'ENABLED', 'DISABLED', 'ENABLED']);
  });

  it('is gone with the account, and nobody else’s is', async () => {
    const [acme, labs] = [await elsewhere('acme'), await elsewhere('acme-labs')];

    await purge({ userId: 'ada', email: 'ada@acme.example' });

    expect(acme.states()).toEqual([]);
    expect(await acme.statuses()).toEqual(['ABORTED', 'ABORTED']);
    expect(['ada', 'ben', 'cleo'].filter(local.parts.pool.has)).toEqual([]);
    expect(labs.states()).toEqual(['ENABLED']);
    expect(await labs.statuses()).toEqual(['RUNNING']);
    expect(['dora', 'emil'].filter(local.parts.pool.has)).toEqual(['dora', 'emil']);
  });

  // A week each; what fails once at each call is tried by the crash points too.
  it.skipIf(!process.env.LONG).each([
    ['cognito-identity-provider', 'AdminDeleteUser', 'throttle'],
    ['cognito-identity-provider', 'AdminUserGlobalSignOut', 'error'],
    ['scheduler', 'DeleteSchedule', 'timeout-after-effect'],
    ['sfn', 'StopExecution', 'throttle'],
  ])('goes though %s fails at %s: %s', async (service, operation, kind) => {
    const { accountId, owner, member } = await local.account(20);
    const { states, statuses } = await elsewhere(accountId);
    await fault(service, operation, kind, 5);

    await purge(owner);

    expect(states()).toEqual([]);
    expect(new Set(await statuses())).toEqual(new Set(['ABORTED']));
    expect([owner.userId, member.userId].filter(local.parts.pool.has)).toEqual([]);
    expect(await local.call('POST', '/_local/token', { userId: owner.userId })).toMatchObject({ status: 410 });
  });
});
