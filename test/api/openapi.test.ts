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
});
