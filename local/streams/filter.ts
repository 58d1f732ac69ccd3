type Rule = string | number | boolean | null | Readonly<Record<string, unknown>>;
type Operand = readonly (string | number)[];

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

const within = (value: unknown, bounds: Operand): boolean =>
  typeof value === 'number' &&
  bounds.every((sign, at) => at % 2 === 1 || COMPARISONS[sign]?.(value, bounds[at + 1] as number));

const text = (value: unknown, test: (value: string) => boolean) => typeof value === 'string' && test(value);

/** The rules of a filter pattern that are not a plain value. */
const RULES: Readonly<Record<string, (value: unknown, operand: never) => boolean>> = {
  prefix: (value, start: string) => text(value, (it) => it.startsWith(start)),
  suffix: (value, end: string) => text(value, (it) => it.endsWith(end)),
  'equals-ignore-case': (value, other: string) => text(value, (it) => it.toLowerCase() === other.toLowerCase()),
  exists: (value, wanted: boolean) => (value !== undefined) === wanted,
  'anything-but': (value, unwanted: Rule | Rule[]) =>
    value !== undefined && ![unwanted].flat().some((rule) => follows(value, rule)),
  numeric: (value, bounds: Operand) => within(value, bounds),
};

function follows(value: unknown, rule: Rule): boolean {
  if (typeof rule !== 'object' || rule === null) return value === rule;
  const [name = '', operand] = Object.entries(rule)[0] ?? [];
  const test = RULES[name];
  if (!test) throw new Error(`A filter pattern's rule "${name}" is not understood.`);
  return test(value, operand as never);
}

/** Whether an event passes a filter pattern of Lambda's event source mappings. */
export function matches(event: unknown, pattern: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return (wanted as Record<string, unknown>[]).some((one) => matches(event, one));
    const value = (event as Record<string, unknown> | undefined)?.[key];
    if (!Array.isArray(wanted)) return matches(value, wanted as Record<string, unknown>);
    return [value].flat().some((one) => wanted.some((rule: Rule) => follows(one, rule)));
  });
}
