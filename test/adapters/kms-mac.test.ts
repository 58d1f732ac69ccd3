import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { kmsMac } from '../../lambdas/adapters/kms-mac.ts';
import { checkClaimCode, claimCode } from '../../lambdas/app/claim-code.ts';
import { createKms } from '../../local/services/kms.ts';
import type { LocalKey } from '../../local/template.ts';
import { createWire, type Wire } from '../../local/wire.ts';

const clock = { now: Date.now };
const mac = { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC', description: '' } as const;
const keys: LocalKey[] = ['one', 'other'].map((id) => ({
  id,
  arn: `arn:aws:kms:eu-west-1:000000000000:key/${id}`,
  ...mac,
}));
const signs = { id: 'signs', arn: 'arn:signs', spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY', description: '' } as const;
let wire: Wire;
beforeEach(async () => {
  wire = await createWire({ clock, services: [createKms({ keys: [...keys, signs], clock })] });
  vi.stubEnv('AWS_ENDPOINT_URL', wire.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wire.stop();
});

describe('a claim code by KMS', () => {
  it('is the same whenever it is made, and checks', async () => {
    const code = await claimCode(kmsMac('one'))('receipt-1');

    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await claimCode(kmsMac('one'))('receipt-1')).toBe(code);
    expect(await checkClaimCode(kmsMac('one'))('receipt-1', code.toLowerCase())).toBe(true);
  });

  it('is another’s for another receipt, and under another key', async () => {
    const code = await claimCode(kmsMac('one'))('receipt-1');

    expect(await checkClaimCode(kmsMac('one'))('receipt-2', code)).toBe(false);
    expect(await checkClaimCode(kmsMac('other'))('receipt-1', code)).toBe(false);
  });

  it('is not made where KMS says no', async () => {
    await expect(claimCode(kmsMac('signs'))('receipt-1')).rejects.toThrow('not valid for GenerateMac');
    await expect(claimCode(kmsMac('gone'))('receipt-1')).rejects.toThrow('does not exist');
  });
});
