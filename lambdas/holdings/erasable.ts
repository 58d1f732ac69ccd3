import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { carrier } from '../adapters/carrier.ts';
import type { SignedRequest } from '../adapters/signed-request.ts';
import type { Holding } from '../app/holding.ts';
import { executions } from './executions.ts';
import { items } from './items.ts';
import { holdingsOf } from './map.ts';
import { objects } from './objects.ts';
import { phoneNumbers } from './phone-numbers.ts';
import { retained } from './retained.ts';
import { schedules } from './schedules.ts';
import { service } from './service.ts';
import type { HoldingSpec } from './spec.ts';
import { users } from './users.ts';

/** The map's holdings with all that can be done to them; for the purge alone. */
export function erasableHoldings(
  map: readonly HoldingSpec[],
  documents: DynamoDBDocumentClient,
  request: SignedRequest,
): readonly Holding[] {
  const [s3, scheduler, sfn] = [new S3Client({}), new SchedulerClient({}), new SFNClient({})];
  const [cognito, release] = [new CognitoIdentityProviderClient({}), carrier()];
  return holdingsOf<Holding>(map, {
    items: (spec) => items(documents, spec),
    members: (spec) => items(documents, spec),
    'phone-numbers': (spec) => phoneNumbers(documents, spec, release),
    retained: (spec) => retained(documents, spec),
    objects: (spec) => objects(s3, spec),
    schedules: (spec) => schedules(documents, scheduler, spec),
    executions: (spec) => executions(documents, sfn, spec),
    users: (spec) => users(documents, cognito, spec),
    service: (spec) => service(request, spec),
  });
}
