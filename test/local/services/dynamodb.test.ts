import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  PutItemCommand,
  type PutItemCommandInput,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { DAY, START, startCore, TABLE } from '../support.ts';

const TableName = 'Table';

test('makes the tables of the template, with what they promise', async () => {
  const { db, wire } = await startCore(TABLE);

  const backups = await db.send(new DescribeContinuousBackupsCommand({ TableName }));
  const { TimeToLiveDescription } = await db.send(new DescribeTimeToLiveCommand({ TableName }));

  expect(backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe(
    'ENABLED',
  );
  expect(TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  expect(wire.calls.all().map(({ operation }) => operation)).toEqual([
    'DescribeContinuousBackups',
    'DescribeTimeToLive',
  ]);
});

test('refuses in the words of DynamoDB', async () => {
  const { db } = await startCore(TABLE);
  const put = new PutItemCommand({
    TableName,
    Item: { pk: { S: 'one' } },
    ConditionExpression: 'attribute_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });

  await expect(db.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test('takes a table of the adopter, and leaves one that is there as it is', async () => {
  const { db, dynamodb } = await startCore(TABLE);
  const table = {
    TableName: 'adopters',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  };

  await dynamodb.createTable(table);
  await db.send(new PutItemCommand({ TableName: 'adopters', Item: { id: { S: 'one' } } }));
  await dynamodb.createTable(table);

  expect(await dynamodb.call('Scan', { TableName: 'adopters' })).toMatchObject({ Items: [{ id: { S: 'one' } }] });
});

test('sweeps what has expired by the local clock, late', async () => {
  const { db, clock } = await startCore(TABLE);
  const at = (days: number) => ({ N: String(Math.floor((START + days * DAY) / 1000)) });
  const items: PutItemCommandInput['Item'][] = [
    { pk: { S: 'expired' }, expiresAt: at(1) },
    { pk: { S: 'later' }, expiresAt: at(30) },
    { pk: { S: 'never' } },
  ];
  await Promise.all(items.map((Item) => db.send(new PutItemCommand({ TableName, Item }))));
  const left = async () => (await db.send(new ScanCommand({ TableName }))).Items?.map(({ pk }) => pk?.S).sort();

  await clock.advance(1.9 * DAY);
  const afterwards = await left();
  await clock.advance(1.2 * DAY);

  expect(afterwards).toEqual(['expired', 'later', 'never']);
  expect(await left()).toEqual(['later', 'never']);
});
