import { describe, expect, it } from 'vitest';
import { isAgain } from '../../lambdas/domain/again.ts';
import type { Owed } from '../../lambdas/domain/owed.ts';
import { MINUTE, plus } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';

const isSo = (kind: Owed['kind'], late: number) => isAgain({ kind, dueAt: NOON }, plus(NOON, late));

describe('what is still owed', () => {
  it.each(['schedule', 'suspension', 'event', 'entry'] as const)(
    'a minute after it was written has been tried before: %s',
    (kind) => {
      expect([isSo(kind, MINUTE), isSo(kind, MINUTE + 1)]).toEqual([false, true]);
    },
  );

  it.each([
    'notice',
    'expiry',
    'hold-end',
    'check',
    'retention-end',
    'backups-end',
    'export-end',
    'final-export-end',
  ] as const)('twenty minutes after its date has been tried before: %s', (kind) => {
    expect([isSo(kind, 20 * MINUTE), isSo(kind, 20 * MINUTE + 1)]).toEqual([false, true]);
  });

  it.each(['purge', 'export'] as const)('while it runs says nothing of whether it was tried: %s', (kind) => {
    expect(isSo(kind, 1_000 * MINUTE)).toBe(false);
  });
});
