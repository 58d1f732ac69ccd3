import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { principalOf } from '../../operator/principal.ts';

describe('who acts', () => {
  it('is a user by the id of IAM', () => {
    expect(principalOf('AIDAEXAMPLE')).toBe('AIDAEXAMPLE');
  });

  it('is a role’s session without its name, which may be an address', () => {
    const by = principalOf('AROAEXAMPLE:ada@example.com');

    expect(by).toMatch(/^AROAEXAMPLE\.[0-9a-f]{16}$/);
    // As docs/operator.md says how to find who it was.
    expect(by.split('.')[1]).toBe(
      createHash('sha256').update('AROAEXAMPLE:ada@example.com').digest('hex').slice(0, 16),
    );
  });

  it('is another for another session, and for the same session of another role', () => {
    const all = ['AROA1:ada', 'AROA1:ben', 'AROA2:ada', 'AROA1:ada:x'].map(principalOf);

    expect(new Set(all).size).toBe(4);
  });

  it('fits the name of a session, which the legal role is assumed by', () => {
    expect(principalOf('AROAEXAMPLE:ada@example.com')).toMatch(/^[\w+=,.@-]{2,64}$/);
  });
});
