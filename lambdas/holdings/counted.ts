import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SignedRequest } from '../adapters/signed-request.ts';
import type { CountedHolding } from '../app/holding.ts';
import { items } from './items.ts';
import { holdingsOf } from './map.ts';
import { objects } from './objects.ts';
import { retained } from './retained.ts';
import { service } from './service.ts';
import type { HoldingSpec } from './spec.ts';

/** The map's holdings as far as counting goes: what a table lists is counted there, without asking anybody else. */
export function countedHoldings(
  map: readonly HoldingSpec[],
  documents: DynamoDBDocumentClient,
  request: SignedRequest,
): readonly CountedHolding[] {
  const s3 = new S3Client({});
  const listed = (spec: HoldingSpec & Parameters<typeof items>[1]): CountedHolding => items(documents, spec);
  return holdingsOf<CountedHolding>(map, {
    items: listed,
    members: listed,
    'phone-numbers': listed,
    schedules: listed,
    executions: listed,
    users: listed,
    retained: (spec) => retained(documents, spec),
    objects: (spec) => objects(s3, spec),
    service: (spec) => service(request, spec),
  });
}
