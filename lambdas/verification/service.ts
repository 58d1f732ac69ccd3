import { askService } from '../adapters/service-calls.ts';
import type { SignedRequest } from '../adapters/signed-request.ts';
import type { Look } from '../app/holding.ts';
import type { ServiceSpec } from '../holdings/spec.ts';

/** What the service finds by looking at its own store; that it holds no more than it says is its owner's word. */
export function service(request: SignedRequest, { url }: ServiceSpec): Look {
  const ask = askService(request, url);
  return (accountId, { deletionId }) => ask('verify', { accountId, deletionId });
}
