import { onTestFinished } from 'vitest';
import { type AwsService, createWire } from '../../../local/wire.ts';

/** What an SDK client needs to speak to one stand-in, over a wire of its own. */
export async function clientConfigFor(service: AwsService, clock: { now(): number } = { now: Date.now }) {
  const wire = await createWire({ clock, services: [service] });
  onTestFinished(() => wire.stop());
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { endpoint: wire.url, region: 'eu-central-1', credentials, maxAttempts: 1 };
}
