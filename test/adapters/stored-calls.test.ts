import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import { dynamoNotices } from '../../lambdas/adapters/dynamo-notices.ts';
import { dynamoPause } from '../../lambdas/adapters/dynamo-pause.ts';
import { dynamoTellings } from '../../lambdas/adapters/dynamo-tellings.ts';
import { untouched } from '../../lambdas/domain/account.ts';
import { deactivate } from '../../lambdas/domain/deactivate.ts';
import { requestExport } from '../../lambdas/domain/export.ts';
import { EMAIL, NOON, requested } from '../support/accounts.ts';

interface Call {
  readonly name: string;
  readonly input: Record<string, unknown> & { readonly TransactItems?: readonly Record<string, object>[] };
}

/** A table that answers each call with the next of `answers`, or else that there is nothing; and what was asked of it. */
function setUp(...answers: (object | Error)[]) {
  const calls: Call[] = [];
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
  const send = async (command: Pick<Call, 'input'>) => {
    calls.push({ name: command.constructor.name, input: command.input });
    const answer = answers.shift() ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  };
  Object.assign(documents, { send });
  const accounts = dynamoAccounts(documents, 'state');
  const off = () => accounts.change('acme', (account) => deactivate(account, EMAIL, NOON), untouched('acme'));
  return { documents, calls, accounts, off, names: () => calls.map(({ name }) => name) };
}

const KEY = { accountId: 'acme', id: 'OWED#notice#1' };
const PAUSED = { by: 'AIDA1', reason: 'CASE-1', at: NOON };
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    ...(codes.length > 0 && { CancellationReasons: codes.map((Code) => ({ Code })) }),
  });
const refused = new ConditionalCheckFailedException({ $metadata: {}, message: 'refused' });

describe('the state table', () => {
  it('is asked once to save a change of what is known, and for nothing that stays as it is', async () => {
    const { off, calls } = setUp();

    await off();

    expect(calls).toHaveLength(1);
    const writes = calls[0]!.input.TransactItems!.map((write) => {
      const [[verb, { Item }]] = Object.entries(write) as [[string, { Item: { sk: string } }]];
      return `${verb} ${Item.sk.split('#').slice(0, 2).join(' ')}`;
    });
    expect(writes).toEqual(['Put ACCOUNT', 'Put OWED suspension', 'Put OWED event', 'Put OWED notice']);
  });

  it('is not asked to write again what it holds already', async () => {
    const { accounts, calls } = setUp();
    const waiting = await accounts.change('acme', requested, untouched('acme'));
    const preparing = await accounts.change(
      'acme',
      (account) => requestExport(account, { exportId: 'e-1', email: EMAIL }, NOON),
      waiting,
    );

    await accounts.change('acme', (account) => deactivate(account, EMAIL, NOON), preparing);

    expect(calls.map(({ input }) => input.TransactItems!.length)).toEqual([4, 3, 4]);
  });

  it('is read as it is at that moment, whoever wrote last', async () => {
    const { documents, accounts, calls } = setUp();

    await accounts.load('acme');
    await dynamoTellings(documents, 'state').read(KEY);
    await dynamoPause(documents, 'state').read();

    expect(calls.map(({ input }) => input.ConsistentRead)).toEqual([true, true, true]);
  });

  it.each([['ConditionalCheckFailed'], ['TransactionConflict'], ['None', 'TransactionConflict']])(
    'is read again and asked again where somebody else was faster: %s',
    async (...codes) => {
      const { off, names } = setUp(cancelled(...codes));

      expect(await off()).toMatchObject({ rev: 1, status: 'deactivated' });

      expect(names()).toEqual(['TransactWriteCommand', 'QueryCommand', 'TransactWriteCommand']);
    },
  );

  it('takes nobody else for the pause', async () => {
    const { accounts } = setUp(cancelled('TransactionConflict', 'ConditionalCheckFailed'));
    const decide = (account: Parameters<typeof deactivate>[0]) => deactivate(account, EMAIL, NOON);

    const saved = await accounts.change('acme', decide, untouched('acme'), { unlessPaused: true });

    expect(saved).toMatchObject({ rev: 1 });
  });
});

describe('what the state table cannot do', () => {
  const throttled = new Error('throttled');
  const others = [
    throttled,
    cancelled('ThrottlingError'),
    cancelled('ConditionalCheckFailed', 'ThrottlingError'),
    cancelled(),
  ];

  it.each(others)('is passed on by who changes an account, and not tried again: %s %#', async (error) => {
    const { off, calls } = setUp(error);

    await expect(off()).rejects.toBe(error);
    expect(calls).toHaveLength(1);
  });

  it.each([throttled, cancelled('ThrottlingError'), cancelled()])(
    'is passed on by who lifts a pause: %s %#',
    async (error) => {
      await expect(dynamoPause(setUp(error).documents, 'state').lift(PAUSED, NOON)).rejects.toBe(error);
    },
  );

  it('is passed on by who pauses, and by who sends a notice', async () => {
    const notices = () => dynamoNotices(setUp(throttled).documents, 'state');

    await expect(dynamoPause(setUp(throttled).documents, 'state').set(PAUSED)).rejects.toBe(throttled);
    await expect(notices().take(KEY, NOON, NOON)).rejects.toBe(throttled);
    await expect(notices().told(KEY, { heard: 1 })).rejects.toBe(throttled);
    await expect(notices().release(KEY)).rejects.toBe(throttled);
  });

  it('is no failure where somebody else has done it: who pauses tries until one of them has', async () => {
    const { documents, names } = setUp(refused, {}, {});

    expect(await dynamoPause(documents, 'state').set(PAUSED)).toEqual(PAUSED);

    expect(names()).toEqual(['PutCommand', 'GetCommand', 'PutCommand']);
  });
});
