type Fields = Readonly<Record<string, unknown>>;

/** A record without some of its fields; one within another is named by a path, `settings.token`. */
export const without = (record: Fields, omit: readonly string[]): Fields => {
  if (omit.length === 0) return record;
  const kept = Object.entries(record).filter(([name]) => !omit.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, inner(value, below(name, omit))]));
};

const below = (name: string, omit: readonly string[]): string[] =>
  omit.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));

function inner(value: unknown, omit: readonly string[]): unknown {
  if (omit.length === 0 || typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map((each) => inner(each, omit)) : without(value as Fields, omit);
}
