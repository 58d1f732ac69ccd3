import { expect, test } from 'vitest';
import { createTransactions } from '../../../local/services/transactions.ts';

const body = (...names: string[]) =>
  Buffer.from(
    JSON.stringify({
      TransactItems: [
        { Put: { TableName: 'Table', Item: { pk: { S: names[0] }, other: { N: '1' } } } },
        ...names.slice(1).map((pk) => ({ Update: { TableName: 'Table', Key: { pk: { S: pk } } } })),
      ],
    }),
  );

test('tells of a conflict while another transaction holds an item, and no longer', async () => {
  const { promise, resolve } = Promise.withResolvers<{ status: number }>();
  const { run } = createTransactions(() => ['pk']);
  const done = async () => ({ status: 200 });
  const first = run(body('a', 'b'), () => promise);

  const conflict = await run(body('c', 'a'), done);
  const apart = await run(body('c', 'd'), done);
  resolve({ status: 200 });
  await first;
  const later = await run(body('c', 'a'), done);

  expect(conflict).toMatchObject({ status: 400 });
  expect(JSON.parse(conflict.body as string)).toMatchObject({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
  });
  expect([apart, later]).toEqual([{ status: 200 }, { status: 200 }]);
});
