import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packMap } from '../lib/holdings/packed-map.ts';

const ROOMS = ['bin', 'lib', 'lambdas', 'local', 'operator', 'guard', 'receipt-check', 'sample-service', 'conformance'];
const files = ROOMS.flatMap((room) => globSync(`${room}/**/*.ts`)).sort();

/** What rooms may share that share nothing else. */
const OF_THEIR_OWN = ['lambdas/env.ts', 'lambdas/holdings/spec.ts', 'lambdas/adapters/service-contract.ts'];

/** A file's room: a folder of `lambdas`, `entry` for a function's entry, or the top folder. */
function roomOf(file: string): string {
  if (OF_THEIR_OWN.includes(file)) return file;
  const [top, room] = file.split('/');
  if (top !== 'lambdas') return top!;
  return room!.endsWith('.ts') ? 'entry' : room!;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

const arrows: Arrow[] = files.flatMap((from) =>
  [...readFileSync(from, 'utf8').matchAll(IMPORT)].map(([, type, ...specifiers]) => {
    const specifier = specifiers.find((found) => found !== undefined)!;
    const to = specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier;
    return { from, to, typeOnly: type !== undefined };
  }),
);

/** Which rooms each room may import, beside itself (docs/architecture.md). */
const MAY: Record<string, readonly string[]> = {
  bin: ['lib'],
  lib: ['lambdas/holdings/spec.ts'],
  entry: ['events', 'http', 'app', 'adapters', 'holdings', 'verification', 'lambdas/env.ts'],
  http: ['app', 'domain', 'lambdas/env.ts'],
  events: ['app', 'domain', 'adapters'],
  app: ['domain', 'emails'],
  emails: ['domain'],
  domain: [],
  adapters: ['app', 'domain', 'lambdas/adapters/service-contract.ts'],
  holdings: ['app', 'domain', 'adapters', 'guard', 'lambdas/holdings/spec.ts'],
  // Who verifies shares no code with who erases.
  verification: ['app', 'domain', 'adapters', 'lambdas/holdings/spec.ts'],
  local: ['lib', 'lambdas/holdings/spec.ts'],
  // It does what functions do, from a desk.
  operator: ['app', 'domain', 'adapters', 'holdings'],
  guard: [],
  // Whoever doubts the service checks its receipts by nothing of its own.
  'receipt-check': [],
  // Other teams have the contract, and nothing of what keeps to it here.
  'sample-service': ['lambdas/adapters/service-contract.ts'],
  conformance: ['lambdas/adapters/service-contract.ts'],
  'lambdas/adapters/service-contract.ts': [],
  'lambdas/env.ts': [],
  'lambdas/holdings/spec.ts': [],
};

const isOurs = ({ to }: Arrow) => files.includes(to);
const show = ({ from, to }: Arrow) => `${from} → ${to}`;

describe('the house', () => {
  it('has arrows to read', () => {
    expect(arrows.length).toBeGreaterThan(100);
    expect(arrows.filter(({ to }) => to.endsWith('.ts') && !files.includes(to)).map(show)).toEqual([]);
  });

  it('has no arrow that runs back', () => {
    const backwards = arrows.filter(isOurs).filter(({ from, to }) => {
      const [here, there] = [roomOf(from), roomOf(to)];
      return here !== there && !MAY[here]?.includes(there);
    });

    expect(backwards.map(show)).toEqual([]);
  });

  it('shares with the functions no more than types', () => {
    const values = arrows.filter(
      ({ from, to, typeOnly }) => from.startsWith('lib/') && to.startsWith('lambdas/') && !typeOnly,
    );

    expect(values.map(show)).toEqual([]);
  });

  it('has a guard that other code can take along as it is', () => {
    expect(files.some((file) => roomOf(file) === 'guard')).toBe(true);
    expect(arrows.filter(({ from, typeOnly }) => roomOf(from) === 'guard' && !typeOnly).map(show)).toEqual([]);
  });

  it('lets nothing import the local run', () => {
    expect(arrows.filter(({ from, to }) => to.startsWith('local/') && !from.startsWith('local/')).map(show)).toEqual(
      [],
    );
  });

  it('keeps AWS out of the rules, the verbs and the HTTP edge', () => {
    const aws = arrows.filter(
      ({ from, to }) => ['domain', 'app', 'http', 'emails'].includes(roomOf(from)) && /^@aws|^aws-cdk/.test(to),
    );

    expect(aws.map(show)).toEqual([]);
  });

  it('has no circle', () => {
    const next = Map.groupBy(
      arrows.filter((arrow) => isOurs(arrow) && !arrow.typeOnly),
      ({ from }) => from,
    );
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) throw new Error(`a circle: ${[...path, file].join(' → ')}`);
      if (done.has(file)) return;
      for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };

    expect(() => {
      for (const file of files) visit(file, []);
    }).not.toThrow();
  });

  it('reads the clock, randomness and the environment in one file each', () => {
    const allowed: Record<string, RegExp> = {
      'lambdas/adapters/system.ts': /Date\.now\(\)|new Date\(\)|Math\.random\(\)|randomUUID|randomBytes/,
      'lambdas/env.ts': /process\.env/,
    };
    const found = Object.entries(allowed).flatMap(([home, pattern]) =>
      files.filter((file) => file.startsWith('lambdas/') && file !== home && pattern.test(readFileSync(file, 'utf8'))),
    );

    expect(found).toEqual([]);
  });

  it('has no file too long for one sitting', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 200);

    expect(long).toEqual([]);
  });
});

describe('every function', () => {
  it.each(files.filter((file) => roomOf(file) === 'entry'))('%s has a handler', async (file) => {
    for (const name of readFileSync(file, 'utf8').match(/'[A-Z][A-Z_]+'/g) ?? [])
      process.env[name.slice(1, -1)] ||= '[]';
    for (const name of ['CLAIM_ACCOUNT', 'CLAIM_USER', 'CLAIM_ROLE', 'LEGAL_CONTACT']) process.env[name] ||= 'x';
    process.env.AWS_REGION ||= 'eu-central-1';
    process.env.HOLDINGS = packMap([]);

    const entry = await import(/* @vite-ignore */ join(process.cwd(), file));

    expect(Object.keys(entry)).toEqual(['handler']);
    expect(entry.handler).toBeTypeOf('function');
  });
});
