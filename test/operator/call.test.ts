import { describe, expect, it } from 'vitest';
import { operator } from './operator.ts';

const RECEIPT = `-${'r'.repeat(42)}`;
const VERBS = [
  'show',
  'overdue',
  'retry',
  'request',
  'cancel',
  'hold',
  'release',
  'pause',
  'go',
  'final-export',
  'reapply',
];

describe('the command', () => {
  it('tells what it can do, and ends well where that was asked', async () => {
    const [asked, bare] = [await operator('--help'), await operator()];

    expect([asked.code, bare.code]).toEqual([0, 2]);
    expect(bare.stdout).toBe(asked.stdout);
    for (const verb of VERBS) expect(asked.stdout).toContain(`\n  ${verb} `);
  });

  it.each(VERBS)('tells how %s is called', async (verb) => {
    const { code, stdout } = await operator(verb, '--help');

    expect(code).toBe(0);
    expect(stdout).toContain(`npm run operator -- ${verb} `);
    expect(stdout).toContain('--local <url>');
  });

  it.each([
    ['a verb that there is not', ['delete', 'acme'], 'There is no verb "delete"'],
    ['no account', ['show', '--stage', 'prod'], '<accountId> is missing'],
    ['an account that can be none', ['show', '-acme', '--stage', 'prod'], "'-a'"],
    ['two accounts', ['show', 'acme', 'labs', '--stage', 'prod'], 'takes no more arguments'],
    ['an argument where there is none', ['pause', 'acme', '--reason', 'C-1', '--stage', 'prod'], 'no more arguments'],
    ['an option that there is not', ['show', 'acme', '--force', '--stage', 'prod'], '--force'],
    ['an option of another verb', ['release', 'acme', '--reason', 'C-1', '--until', '2030-01-01'], '--until'],
    ['no reason', ['hold', 'acme', '--stage', 'prod'], '--reason is missing; give a case reference'],
    ['a name for a reason', ['cancel', 'acme', '--reason', 'Ada called', '--stage', 'prod'], 'give a case reference'],
    ['an address for one', ['pause', '--reason', 'ada@example.com', '--stage', 'prod'], 'give a case reference'],
    ['a reason that is too long', ['pause', '--reason', 'C'.repeat(65), '--stage', 'prod'], 'give a case reference'],
    ['a date without a zone', ['hold', 'acme', '--reason', 'C', '--until', '2030-01-01T00:00:00'], 'with its zone'],
    ['a date that is none', ['hold', 'acme', '--reason', 'C', '--until', '2030-02-31T00:00:00Z'], 'with its zone'],
    ['too many hours', ['go', '--reason', 'C', '--hours', '169', '--stage', 'prod'], 'from 0 to 168'],
    ['no receipt', ['final-export', 'r', '--code', '0123-4567-89AB-CDEF', '--reason', 'C'], '<receiptId> is "r"'],
    ['neither code nor second operator', ['final-export', RECEIPT, '--reason', 'C'], '--code is missing'],
    [
      'both',
      ['final-export', RECEIPT, '--reason', 'C', '--code', '0123-4567-89AB-CDEF', '--second-operator'],
      '--code is "0123-4567-89AB-CDEF"',
    ],
    ['no deployment', ['show', 'acme'], '--stage <name>, or --local <url>'],
    ['two deployments', ['show', 'acme', '--stage', 'prod', '--local', 'http://localhost:4000'], '--stage <name>, or'],
    ['a name that no stage has', ['show', 'acme', '--stage', 'Prod'], '--stage <name>, or'],
    ['who to be in a deployment', ['show', 'acme', '--stage', 'prod', '--as', 'eva'], '--stage <name>, or'],
    ['no local run', ['show', 'acme', '--local', 'http://localhost:1'], 'no local run at http://localhost:1'],
  ])('refuses %s, and says what would be right', async (_, args, why) => {
    const { code, stdout, stderr } = await operator(...args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
  });

  it('takes a receipt that begins with a hyphen for one', async () => {
    expect((await operator('final-export', RECEIPT, '--reason', 'C')).stderr).not.toContain('<receiptId>');
  });

  it('says to scripts as JSON what is wrong', async () => {
    const { code, stderr } = await operator('hold', 'acme', '--stage', 'prod', '--json');

    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toEqual({ error: 'usage', detail: expect.stringContaining('--reason is missing') });
  });

  it('says that nothing has changed where the deployment cannot be reached', async () => {
    const { code, stderr } = await operator('hold', 'acme', '--reason', 'C-1', '--stage', 'prod');

    expect(code).toBe(3);
    expect(stderr).toContain('cannot be reached, and nothing has changed');
  });
});
