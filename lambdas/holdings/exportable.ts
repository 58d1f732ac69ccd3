import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PATIENT } from '../adapters/patient.ts';
import type { SignedRequest } from '../adapters/signed-request.ts';
import type { ExportableHolding } from '../app/holding.ts';
import { items } from './items.ts';
import { holdingsOf } from './map.ts';
import { objects } from './objects.ts';
import { without } from './omitted.ts';
import { service } from './service.ts';
import type { HoldingSpec, LeftOut } from './spec.ts';
import { users } from './users.ts';

/** The map's holdings as far as exporting goes; no record has a field that the map leaves out. */
export function exportableHoldings(
  map: readonly HoldingSpec[],
  documents: DynamoDBDocumentClient,
  request: SignedRequest,
): readonly ExportableHolding[] {
  const [s3, cognito] = [new S3Client(PATIENT), new CognitoIdentityProviderClient(PATIENT)];
  const listed = (spec: Parameters<typeof items>[1] & LeftOut): ExportableHolding =>
    leavingOut(spec, items(documents, spec));
  return holdingsOf<ExportableHolding>(map, {
    items: listed,
    members: listed,
    'phone-numbers': listed,
    schedules: listed,
    executions: listed,
    retained: listed,
    users: (spec) => leavingOut(spec, users(documents, cognito, spec)),
    objects: (spec) => objects(s3, spec),
    service: (spec) => leavingOut(spec, service(request, spec)),
  });
}

function leavingOut({ omit }: LeftOut, holding: ExportableHolding): ExportableHolding {
  if (!omit) return holding;
  return {
    ...holding,
    omit,
    async *export(accountId, cursor) {
      for await (const page of holding.export(accountId, cursor))
        yield { ...page, records: page.records.map((record) => without(record, omit)) };
    },
  };
}
