import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FILES, generated } from '../../api/write.ts';
import { holdAgainstDocument } from '../support/document.ts';

const formatted = (path: string, input: string) =>
  execFileSync('node_modules/.bin/biome', ['format', `--stdin-file-path=${path}`], { input, encoding: 'utf8' });

describe('the OpenAPI document', () => {
  it.each(Object.keys(FILES) as (keyof typeof FILES)[])('is committed as it is made (%s): npm run openapi', (name) => {
    expect(readFileSync(FILES[name], 'utf8')).toBe(formatted(FILES[name], generated()[name]));
  });

  it('finds an answer that it does not promise', () => {
    const headers = new Headers({ 'content-type': 'application/json' });
    const answer = (status: number, body: unknown) => () =>
      holdAgainstDocument('GET', '/account', { status, headers, body });

    expect(answer(401, { message: 'Unauthorized' })).not.toThrow();
    expect(answer(418, {})).toThrow('does not know');
    expect(answer(200, { accountId: 'acme' })).toThrow('required');
  });

  it('holds a receipt and a key set to what they are', () => {
    const answer = (path: string, type: string, body: unknown, status = 200) => {
      const headers = new Headers({ 'content-type': type });
      return () => holdAgainstDocument('GET', path, { status, headers, body });
    };
    const at = `/receipts/${'r'.repeat(43)}`;
    const jws = `e30.e30.${'s'.repeat(86)}`;
    const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43), kid: 'k', alg: 'ES256', use: 'sig' };
    const keys = '/.well-known/jwks.json';

    expect(answer(at, 'application/jose', jws)).not.toThrow();
    expect(answer(at, 'application/jose', 'e30.e30')).toThrow('pattern');
    expect(answer(at, 'application/json', jws)).toThrow('does not know');
    expect(answer(at, 'application/json', { message: 'Unauthorized' }, 401)).toThrow('does not know');
    expect(answer(keys, 'application/jwk-set+json', { keys: [key] })).not.toThrow();
    expect(answer(keys, 'application/jwk-set+json', { keys: [{ ...key, d: 'secret' }] })).toThrow('additional');
  });
});
