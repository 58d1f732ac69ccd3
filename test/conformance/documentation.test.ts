import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import contract from '../../api/service-contract.json' with { type: 'json' };
import { digestOf } from '../../conformance/asking.ts';
import { requestKey } from '../../conformance/keys.ts';
import { signedHeaders } from '../../lambdas/adapters/message-signature.ts';
import { SERVICE_CONTRACT } from '../../lambdas/adapters/service-contract.ts';
import { signerOf } from './signer.ts';

const page = readFileSync('docs/connecting-a-service.md', 'utf8');
const key = requestKey();
const keys = key.jwks.keys;

type Check = (message: object, keys: unknown) => Promise<boolean>;
let check: Check;
beforeAll(async () => {
  const [, sample] = /```ts\n(import[\s\S]*?)```/.exec(page)!;
  const stdin = { contents: sample!, loader: 'ts' as const, resolveDir: process.cwd() };
  const { outputFiles } = await build({ stdin, bundle: true, platform: 'node', format: 'cjs', write: false });
  const module = { exports: {} as { isFromAccountDeletion: Check } };
  new Function('module', 'require', outputFiles[0]!.text)(module, createRequire(import.meta.url));
  check = module.exports.isFromAccountDeletion;
});

describe('the page for other teams', () => {
  const [method, url] = ['POST', 'https://crm.example/deletion/erase'];
  const body = Buffer.from('{"accountId":"acme","deletionId":"d-1"}');
  const signed = async (created = new Date()) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'd-1' };
    const unsigned = { method, url, headers, body };
    return { method, url, body, headers: await signedHeaders(signerOf(key), unsigned, { created, nonce: 'n-1' }) };
  };

  it('has a sample that takes what we sign', async () => {
    expect(await check(await signed(), keys)).toBe(true);
    expect(await check(await signed(new Date(Date.now() + 30_000)), keys)).toBe(true);
  });

  it('has a sample that takes nothing else', async () => {
    const message = await signed();
    const { signature: _, 'signature-input': __, ...unsigned } = message.headers;

    expect(await check({ ...message, headers: unsigned }, keys)).toBe(false);
    expect(await check({ ...message, headers: { ...message.headers, 'signature-input': 'nonsense' } }, keys)).toBe(
      false,
    );
    expect(await check({ ...message, body: Buffer.from('{}') }, keys)).toBe(false);
    expect(await check({ ...message, url: 'https://crm.example/deletion/fence' }, keys)).toBe(false);
    expect(await check({ ...message, headers: { ...message.headers, 'idempotency-key': 'd-2' } }, keys)).toBe(false);
    expect(await check(await signed(new Date(Date.now() - 360_000)), keys)).toBe(false);
    expect(await check(message, requestKey().jwks.keys)).toBe(false);
    expect(await check(message, [{ ...requestKey().jwks.keys[0], kid: key.keyId }])).toBe(false);
  });

  it('shows a request whose digest is that of its body', () => {
    const [, example] = /```http\n([\s\S]*?)```/.exec(page)!;
    const [head, content] = example!.trim().split('\n\n');

    expect(head).toContain(`Content-Digest: ${digestOf(content!)}\n`);
  });

  it('tells of every verb, and of every field of its question', () => {
    for (const [verb, { question }] of Object.entries(SERVICE_CONTRACT)) {
      const [, , asked] = page
        .split('\n')
        .find((line) => line.startsWith(`| \`${verb}\` |`))!
        .split('|')
        .slice(1);
      expect(asked!.match(/`\w+`/g)!.map((name) => name.slice(1, -1))).toEqual(Object.keys(question.entries));
    }
    expect(Object.keys(contract.paths)).toEqual(Object.keys(SERVICE_CONTRACT).map((verb) => `/${verb}`));
  });

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...page.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name);

    expect(named).not.toEqual([]);
    expect(named.filter((name) => !(name! in scripts))).toEqual([]);
  });
});
