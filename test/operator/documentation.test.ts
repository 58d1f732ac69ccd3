import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Usage } from '../../operator/usage.ts';
import { VERBS } from '../../operator/verbs.ts';

const document = readFileSync('docs/operator.md', 'utf8');
const examples = [...document.matchAll(/^npm run operator -- ([a-z-]+) (.*) --stage prod$/gm)].map(
  ([, verb = '', rest = '']) => ({ verb, args: rest.split(' ') }),
);

describe('docs/operator.md', () => {
  it('has a paragraph and an example for every verb', () => {
    for (const { name } of VERBS) expect(document).toContain(`**\`${name}\`** `);

    expect([...new Set(examples.map(({ verb }) => verb))].sort()).toEqual(VERBS.map(({ name }) => name).sort());
  });

  it.each(examples)('has an example of $verb that can be called', ({ verb, args }) => {
    const { argument, options = {}, prepare } = VERBS.find(({ name }) => name === verb)!;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });

    expect(prepare({ ...(argument && { [argument]: positionals[0] }), ...values })).toBeTypeOf('function');
    expect(() => prepare({ unheard: 'of' })).toThrow(Usage);
  });
});
