import { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SignedRequest } from '../adapters/signed-request.ts';
import type { SuspendableHolding } from '../app/holding.ts';
import { items } from './items.ts';
import { holdingsOf } from './map.ts';
import { schedules } from './schedules.ts';
import { service } from './service.ts';
import type { HoldingSpec } from './spec.ts';

/** The map's holdings as far as suspending and resuming goes. */
export function suspendableHoldings(
  map: readonly HoldingSpec[],
  documents: DynamoDBDocumentClient,
  request: SignedRequest,
): readonly SuspendableHolding[] {
  const scheduler = new SchedulerClient({});
  const nothing = ({ name }: HoldingSpec): SuspendableHolding => ({ name, suspend: done, resume: done });
  return holdingsOf<SuspendableHolding>(map, {
    items: (spec) => items(documents, spec),
    'phone-numbers': (spec) => items(documents, spec),
    executions: (spec) => items(documents, spec),
    schedules: (spec) => schedules(documents, scheduler, spec),
    service: (spec) => service(request, spec),
    members: nothing,
    retained: nothing,
    objects: nothing,
    users: nothing,
  });
}

const done = async (): Promise<void> => {};
