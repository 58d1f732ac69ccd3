import { afterEach, beforeEach, vi } from 'vitest';
import { type AwsService, createWire, type StreamedService, type Wire } from '../../local/wire.ts';

/** A wire with stand-ins for each test of a file, to which AWS clients come that are told nothing. */
export function awsEnvironment(services: () => readonly (AwsService | StreamedService)[]) {
  let wire: Wire;
  beforeEach(async () => {
    wire = await createWire({ clock: { now: Date.now }, services: services() });
    vi.stubEnv('AWS_ENDPOINT_URL', wire.url);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await wire.stop();
  });
  return {
    get wire() {
      return wire;
    },
  };
}
