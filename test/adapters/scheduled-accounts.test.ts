import { expect, it } from 'vitest';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import { dynamoScheduledAccounts } from '../../lambdas/adapters/dynamo-scheduled-accounts.ts';
import { claim } from '../../lambdas/domain/purge.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { NOON, requested, scheduled } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';

const db = engine();

it('finds the accounts that are in grace, and no others', async () => {
  const table = await db.table('accounts', { partition: 'pk', sort: 'sk' });
  const accounts = dynamoAccounts(db.documents, table);
  const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
  await accounts.change('one', scheduled);
  await accounts.change('two', scheduled);
  await accounts.change('waiting', requested);
  await accounts.change('purging', (account) => claim(scheduled(account), by, plus(NOON, 7 * DAY)));

  expect((await Array.fromAsync(dynamoScheduledAccounts(db.documents, table)())).sort()).toEqual(['one', 'two']);
});
