import { compactVerify, createLocalJWKSet } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { kmsPublicKey } from '../../lambdas/adapters/kms-public-key.ts';
import { kmsSigner } from '../../lambdas/adapters/kms-signer.ts';
import { createKms } from '../../local/services/kms.ts';
import type { LocalKey } from '../../local/template.ts';
import { createWire, type Wire } from '../../local/wire.ts';

const clock = { now: Date.now };
const signing = { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' } as const;
const keys: LocalKey[] = [
  { id: 'signs', arn: 'arn:aws:kms:eu-west-1:000000000000:key/signs', ...signing, description: '' },
  { id: 'signs-too', arn: 'arn:aws:kms:eu-west-1:000000000000:key/signs-too', ...signing, description: '' },
];
let wire: Wire;
beforeEach(async () => {
  wire = await createWire({ clock, services: [createKms({ keys, clock })] });
  vi.stubEnv('AWS_ENDPOINT_URL', wire.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wire.stop();
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = async (payload: object) => {
  const signer = kmsSigner('signs');
  const input = `${part({ alg: 'ES256', kid: signer.keyId })}.${part(payload)}`;
  const signature = await signer.sign(Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
};
const published = async (...ids: string[]) => {
  const publicKey = kmsPublicKey();
  const jwks = await Promise.all(
    ids.map(async (kid) => ({ ...(await publicKey(kid)), kid, alg: 'ES256', use: 'sig' })),
  );
  return createLocalJWKSet({ keys: jwks });
};

describe('what a KMS key has signed', () => {
  it('is what any JOSE library takes, by the key that is published under its id', async () => {
    const keySet = await published('signs-too', 'signs');

    for (let n = 0; n < 200; n++) {
      const { payload } = await compactVerify(await signed({ n }), keySet);
      expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ n });
    }
  });

  it('may be longer than what KMS takes as a message', async () => {
    const long = { text: 'x'.repeat(100_000) };

    await expect(compactVerify(await signed(long), await published('signs'))).resolves.toBeDefined();
  });

  it('is not what another key has signed', async () => {
    const { x, y, ...rest } = await kmsPublicKey()('signs-too');
    const wrong = createLocalJWKSet({ keys: [{ ...rest, x, y, kid: 'signs' }] });

    await expect(compactVerify(await signed({}), wrong)).rejects.toThrow('signature verification failed');
  });

  it('is nothing where KMS fails', async () => {
    wire.faults.add({ service: 'kms', operation: 'Sign', times: 10, kind: 'error' });

    await expect(signed({})).rejects.toThrow('The service has failed.');
  });
});
