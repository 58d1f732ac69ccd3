import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { publish, requestKey } from '../../conformance/keys.ts';
import { signedRequests } from '../../lambdas/adapters/signed-request.ts';
import { MINUTE } from '../../lambdas/domain/time.ts';
import { service } from '../../lambdas/holdings/service.ts';
import type { ServiceSpec } from '../../lambdas/holdings/spec.ts';
import { service as lookAtService } from '../../lambdas/verification/service.ts';
import { NOON } from '../support/accounts.ts';
import { type Otherwise, type RunningService, startService } from './service.ts';
import { signerOf } from './signer.ts';

export const specOf = (url: string): ServiceSpec => ({ kind: 'service', name: 'crm', outcome: 'erase', url });
export const inTime = { deletionId: 'd-1', startedAt: NOON, timeLeft: () => 15 * MINUTE };

/** Services for the tests of one file, which know one key; they end with the test that started them. */
export function services() {
  const key = requestKey();
  const request = signedRequests(signerOf(key));
  const running: RunningService[] = [];
  let jwks: Awaited<ReturnType<typeof publish>>;
  beforeAll(async () => {
    // A service that fails says why on its own terminal.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    jwks = await publish(key, 0);
  });
  afterEach(async () => {
    for (const service of running.splice(0)) await service.stop();
  });
  afterAll(() => {
    jwks.server.close();
  });
  return {
    request,
    get jwks() {
      return jwks.url;
    },
    /** One with some contacts of `acme`, and how it is asked. */
    async started(otherwise: Otherwise = {}, records = 10, port?: number) {
      const started = await startService(jwks.url, otherwise, port);
      running.push(started);
      started.fill('acme', records);
      const spec = specOf(started.url);
      return { running: started, holding: service(request, spec), look: lookAtService(request, spec) };
    },
  };
}
