import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';
import { operatorOf } from './operator.ts';

const local = system({ seed: null });
const operator = operatorOf(() => local.parts.url);

describe('a purge that could not be done in three days', { timeout: 240_000 }, () => {
  it('is listed with what is stuck, told to no owner as done, and goes on once an operator says so', async () => {
    const { accountId } = await local.account();
    await operator('request', accountId, '--reason', 'CASE-1');
    const down = { service: 'pinpoint-sms-voice-v2', operation: 'ReleasePhoneNumber', times: 1_000, kind: 'error' };
    await local.local('POST', '/faults', down);
    await local.advance('P11D');

    expect(await operator('overdue')).toMatchObject({
      overdue: [{ accountId, is: 'quarantined', holdings: expect.arrayContaining(['phone-numbers']) }],
    });
    await local.local('DELETE', '/faults');
    await local.advance('P2D');
    expect((await operator('show', accountId)).deletion).toMatchObject({ state: 'purging', running: false });
    expect(await operator('retry', accountId, '--reason', 'CARRIER-7')).toMatchObject({ code: 0 });
    // Rounds are an hour apart.
    await local.advance('PT3H');

    const shown = await local.until(async () => {
      const answer = await operator('show', accountId);
      return answer.status === 'deleted' && answer;
    }, 60_000);
    expect(shown.history).toContainEqual(
      expect.objectContaining({ what: 'retried', facts: { by: 'AIDAEVA', reason: 'CARRIER-7' } }),
    );
    expect(await operator('overdue')).toMatchObject({ overdue: [] });
  });

  it('is no other', async () => {
    const { accountId } = await local.account();
    const refused = { code: 1, error: 'nothing-to-retry' };

    expect(await operator('retry', accountId, '--reason', 'C-1')).toMatchObject(refused);
    await operator('request', accountId, '--reason', 'CASE-1');
    expect(await operator('retry', accountId, '--reason', 'C-1')).toMatchObject(refused);
  });
});
