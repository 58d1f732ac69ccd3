import type { HoldingSpec, ObjectsSpec, RetainedSpec, ServiceSpec } from '../../lambdas/holdings/spec.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import type { SigningKey } from '../constructs/signing-key.ts';
import type { Holding, Verb } from './holding.ts';
import { packMap } from './packed-map.ts';

/** Lambda allows 4 KB of environment; what the functions need besides the map takes less than 1.5 KB. */
const MAP_BYTES = 2.5 * 1024;
/** Verbs for which no other service is asked. */
const ASK_NOBODY: readonly Verb[] = ['balance', 'tell', 'plant'];

/** All that an account holds, in the order in which the owner is told of it. */
export class DataMap {
  private readonly holdings: readonly Holding[];
  private readonly packed: string;
  private readonly requestKey: SigningKey | undefined;

  /** `requestKey`: signs what other services are asked. @throws where the map contradicts itself, or is too large to be handed to a function, with the fix */
  constructor(holdings: readonly Holding[], requestKey?: SigningKey) {
    const specs = holdings.map(({ spec }) => spec);
    this.holdings = holdings;
    this.requestKey = requestKey;
    this.packed = packMap(specs);
    const problems = [...specs.flatMap(mistakes), ...mapMistakes(specs), ...sizeMistakes(this.packed)];
    if (problems.length > 0) throw new Error(`The data map (lib/holdings.ts) is wrong:\n  ${problems.join('\n  ')}`);
  }

  /** The one holding that knows the account's users, as a map of its own; empty where there is none. */
  get members(): string {
    return packMap(this.holdings.map(({ spec }) => spec).filter(({ kind }) => kind === 'members'));
  }

  /** Hands the map to `reader`, and lets it carry out `verbs` on all that is in it. */
  bind(reader: ServiceFunction, ...verbs: Verb[]): void {
    reader.addEnvironment('HOLDINGS', this.packed);
    if (verbs.some((verb) => !ASK_NOBODY.includes(verb))) this.bindRequests(reader);
    for (const holding of this.holdings) for (const verb of verbs) holding.grant(verb, reader);
  }

  /** Only where the map has a service is there anything to sign. */
  private bindRequests(asker: ServiceFunction): void {
    const asksServices = this.holdings.some(({ spec }) => spec.kind === 'service');
    if (asksServices) this.requestKey?.bindSigner(asker);
    else this.requestKey?.name(asker);
  }
}

function mistakes(spec: HoldingSpec): string[] {
  const found = mistakesOfKind(spec);
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(spec.name))
    found.push('is no name for a holding; use up to 40 of a-z, 0-9 and -, beginning with a letter');
  if ('omit' in spec && spec.omit?.some((field) => field.trim() === ''))
    found.push('leaves a field without a name out of exports; give the names of fields in "omit"');
  return found.map((problem) => `"${spec.name}" ${problem}`);
}

function mistakesOfKind(spec: HoldingSpec): string[] {
  switch (spec.kind) {
    case 'retained':
      return retainedMistakes(spec);
    case 'service':
      return serviceMistakes(spec);
    case 'objects':
      return objectsMistakes(spec);
    default:
      return [];
  }
}

/** Without the closing slash the files of account 12 would be among those of account 1. */
const objectsMistakes = ({ prefix }: ObjectsSpec): string[] =>
  /^[^{}*?]*\{accountId\}\/([^{}*?]+\/)?$/.test(prefix)
    ? []
    : [`lies below "${prefix}"; give a prefix with the account's id and a closing slash, as in files/{accountId}/`];

function retainedMistakes({ ground, years, balance, key }: RetainedSpec): string[] {
  const found: string[] = [];
  if (ground.trim() === '') found.push('is kept without a ground; say in "ground" why the law or a claim needs it');
  if (!Number.isInteger(years) || years < 1)
    found.push('is kept without an end; give "years" as a whole number from 1');
  if (balance && !key.sort) found.push('has a balance but no sort key to find it by; give "sort" in "key"');
  return found;
}

function serviceMistakes({ url: text }: ServiceSpec): string[] {
  const found: string[] = [];
  const url = URL.parse(text);
  if (!url) return [`is at "${text}", which is no URL; give the whole of it, as in https://crm.example.com/deletion`];
  const isLocal = url.protocol === 'http:' && url.hostname === 'localhost';
  if (url.protocol !== 'https:' && !isLocal) found.push(`is at ${text}; give an https URL`);
  if (url.username || url.password)
    found.push('has a user or a password in its URL; requests are signed, leave it out');
  if (/[?#]/.test(text)) found.push(`is at ${text}; leave out what begins with "?" or "#"`);
  if (text.endsWith('/')) found.push(`is at ${text}; leave out the closing slash`);
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

function sizeMistakes(packed: string): string[] {
  const bytes = Buffer.byteLength(packed);
  if (bytes <= MAP_BYTES) return [];
  return [
    `it takes ${bytes} bytes of ${MAP_BYTES} that a function's environment has for it; shorten names and grounds`,
  ];
}
