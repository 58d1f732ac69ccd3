import type { HoldingSpec, RetainedSpec } from '../../lambdas/holdings/spec.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import type { Holding, Verb } from './holding.ts';

/** Lambda allows 4 KB of environment; what the functions need besides the map takes less than 1 KB. */
const MAP_BYTES = 3 * 1024;

/** All that an account holds, in the order in which the owner is told of it. */
export class DataMap {
  private readonly holdings: readonly Holding[];
  private readonly json: string;

  /** @throws where the map contradicts itself, or is too large to be handed to a function, with the fix */
  constructor(holdings: readonly Holding[]) {
    const specs = holdings.map(({ spec }) => spec);
    this.holdings = holdings;
    this.json = JSON.stringify(specs);
    const problems = [...specs.flatMap(mistakes), ...mapMistakes(specs), ...sizeMistakes(this.json)];
    if (problems.length > 0) throw new Error(`The data map (lib/holdings.ts) is wrong:\n  ${problems.join('\n  ')}`);
  }

  /** Hands the map to `reader`, and lets it carry out `verbs` on all that is in it. */
  bind(reader: ServiceFunction, ...verbs: Verb[]): void {
    reader.addEnvironment('HOLDINGS', this.json);
    for (const holding of this.holdings) for (const verb of verbs) holding.grant(verb, reader);
  }
}

function mistakes(spec: HoldingSpec): string[] {
  const found = spec.kind === 'retained' ? retainedMistakes(spec) : [];
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(spec.name))
    found.push('is no name for a holding; use up to 40 of a-z, 0-9 and -, beginning with a letter');
  return found.map((problem) => `"${spec.name}" ${problem}`);
}

function retainedMistakes({ ground, years, balance, key }: RetainedSpec): string[] {
  const found: string[] = [];
  if (ground.trim() === '') found.push('is kept without a ground; say in "ground" why the law or a claim needs it');
  if (!Number.isInteger(years) || years < 1)
    found.push('is kept without an end; give "years" as a whole number from 1');
  if (balance && !key.sort) found.push('has a balance but no sort key to find it by; give "sort" in "key"');
  return found;
}

function mapMistakes(specs: readonly HoldingSpec[]): string[] {
  const names = specs.map(({ name }) => name);
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  const found = [...twice].map((name) => `"${name}" is there more than once; give each holding a name of its own`);
  const balances = specs.filter((spec) => spec.kind === 'retained' && spec.balance);
  if (balances.length > 1)
    found.push(
      `${balances.map(({ name }) => `"${name}"`).join(' and ')} have a balance; leave it with the one that bills`,
    );
  return found;
}

function sizeMistakes(json: string): string[] {
  const bytes = Buffer.byteLength(json);
  if (bytes <= MAP_BYTES) return [];
  return [
    `it takes ${bytes} bytes of ${MAP_BYTES} that a function's environment has for it; shorten names and grounds`,
  ];
}
