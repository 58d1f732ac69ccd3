import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PlantedHolding } from '../app/run-canary.ts';
import type { HoldingSpec, ItemsSpec, ObjectsSpec } from './spec.ts';

/** What is planted says of itself what it is. */
const WHAT = 'canary';

/** The holdings that a canary can have something in at no cost to anybody: items and files. */
export function plantedHoldings(
  map: readonly HoldingSpec[],
  documents: DynamoDBDocumentClient,
  s3 = new S3Client({}),
): PlantedHolding[] {
  return map.flatMap((spec) => {
    if (spec.kind === 'items')
      return [{ name: spec.name, plant: (accountId) => plantItem(documents, spec, accountId) }];
    if (spec.kind === 'objects') return [{ name: spec.name, plant: (accountId) => plantFile(s3, spec, accountId) }];
    return [];
  });
}

async function plantItem(documents: DynamoDBDocumentClient, spec: ItemsSpec, accountId: string): Promise<void> {
  const { table: TableName, key, index } = spec;
  const own = index ? `${accountId}/${WHAT}` : accountId;
  const Item = {
    [key.partition]: own,
    ...(key.sort && { [key.sort]: WHAT }),
    ...(index && { [index.partition]: accountId }),
  };
  await documents.send(new PutCommand({ TableName, Item }));
}

async function plantFile(s3: S3Client, { bucket, prefix }: ObjectsSpec, accountId: string): Promise<void> {
  const Key = `${prefix.replace('{accountId}', () => accountId)}${WHAT}`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: WHAT }));
}
