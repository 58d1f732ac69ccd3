import { describe, expect, it } from 'vitest';
import { signedHeaders } from '../../lambdas/adapters/message-signature.ts';

describe('a message signature', () => {
  it('is over what the contract names, in words that the standard fixes', async () => {
    const signed: string[] = [];
    const signer = {
      keyId: 'arn:aws:kms:eu-west-1:1:key/"1"',
      async sign(bytes: Uint8Array) {
        signed.push(Buffer.from(bytes).toString());
        return new Uint8Array(64);
      },
    };

    const headers = await signedHeaders(
      signer,
      {
        method: 'POST',
        url: 'https://crm.example/deletion/erase',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'd-1', accept: 'application/json' },
        body: Buffer.from('{"hello": "world"}'),
      },
      { created: new Date('2026-03-01T12:00:00.999Z'), nonce: 'n-1' },
    );

    const input =
      '("@method" "@target-uri" "content-digest" "content-type" "idempotency-key")' +
      ';created=1772366400;expires=1772366700;keyid="arn:aws:kms:eu-west-1:1:key/\\"1\\"";nonce="n-1";tag="account-deletion"';
    expect(signed).toEqual([
      [
        '"@method": POST',
        '"@target-uri": https://crm.example/deletion/erase',
        // The digest of RFC 9530's own example.
        '"content-digest": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
        '"content-type": application/json',
        '"idempotency-key": d-1',
        `"@signature-params": ${input}`,
      ].join('\n'),
    ]);
    expect(headers).toMatchObject({ 'signature-input': `sig=${input}`, signature: `sig=:${'A'.repeat(86)}==:` });
  });
});
