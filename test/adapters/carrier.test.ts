import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carrier } from '../../lambdas/adapters/carrier.ts';
import { createCarrier } from '../../local/services/carrier.ts';
import { createWire, type Wire } from '../../local/wire.ts';

const { service, lease, numbers } = createCarrier({ now: Date.now });
let wire: Wire;
beforeEach(async () => {
  wire = await createWire({ clock: { now: Date.now }, services: [service] });
  vi.stubEnv('AWS_ENDPOINT_URL', wire.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wire.stop();
});

const statusOf = (phoneNumber: string) => numbers().find((number) => number.phoneNumber === phoneNumber)?.status;

describe('giving a number back', () => {
  it('switches its protection off first, and counts one that is gone as given back', async () => {
    const { phoneNumber, phoneNumberId } = lease('acme');

    await carrier()(phoneNumberId);
    await carrier()(phoneNumberId);

    expect(statusOf(phoneNumber)).toBe('RELEASED');
  });

  it.each(['UpdatePhoneNumber', 'ReleasePhoneNumber'])(
    'takes no other error of %s for "not found"',
    async (operation) => {
      const { phoneNumber, phoneNumberId } = lease('acme');
      wire.faults.add({ service: 'pinpoint-sms-voice-v2', operation, times: 10, kind: 'error' });

      await expect(carrier()(phoneNumberId)).rejects.toThrow();

      expect(statusOf(phoneNumber)).toBe('ACTIVE');
    },
  );
});
