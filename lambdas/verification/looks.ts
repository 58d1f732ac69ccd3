import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SignedRequest } from '../adapters/signed-request.ts';
import type { Look } from '../app/holding.ts';
import type { HoldingSpec } from '../holdings/spec.ts';
import { executions } from './executions.ts';
import { items } from './items.ts';
import { objects } from './objects.ts';
import { retained } from './retained.ts';
import { schedules } from './schedules.ts';
import { service } from './service.ts';
import { users } from './users.ts';

/** How each holding of the map is looked at, by its name. */
export function looksAt(
  map: readonly HoldingSpec[],
  documents: DynamoDBDocumentClient,
  request: SignedRequest,
): ReadonlyMap<string, Look> {
  const [s3, scheduler] = [new S3Client({}), new SchedulerClient({})];
  const [sfn, cognito] = [new SFNClient({}), new CognitoIdentityProviderClient({})];
  const look = (spec: HoldingSpec): Look => {
    switch (spec.kind) {
      case 'items':
      case 'members':
      case 'phone-numbers':
        return items(documents, spec);
      case 'retained':
        return retained(documents, spec);
      case 'objects':
        return objects(s3, spec);
      case 'schedules':
        return schedules(documents, scheduler, spec);
      case 'executions':
        return executions(documents, sfn, spec);
      case 'users':
        return users(documents, cognito, spec);
      case 'service':
        return service(request, spec);
    }
  };
  return new Map(map.map((spec) => [spec.name, look(spec)]));
}
