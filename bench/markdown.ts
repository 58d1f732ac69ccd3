/** A Markdown table; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return [head, `|${'---|'.repeat(rows[0]!.length)}`, ...body].join('\n');
}

/** Dollars: two digits that count below one, whole cents up to a hundred, whole dollars above. */
export function money(dollars: number): string {
  if (dollars >= 100) return `$${Math.round(dollars).toLocaleString('en')}`;
  if (dollars >= 1) return `$${dollars.toFixed(2)}`;
  if (dollars === 0) return '$0';
  return `$${dollars.toFixed(1 - Math.floor(Math.log10(dollars)))}`;
}

export const whole = (n: number): string => Math.round(n).toLocaleString('en');

/** A share as per cent, with one digit below ten. */
export const percent = (share: number): string => `${share < 0.1 ? (share * 100).toFixed(1) : whole(share * 100)} %`;

/** A promise and what was measured of it, for the table at the head of docs/performance.md; nobody sees it where it stands. */
export const promise = (what: string, promised: string, measured: string): string =>
  `<!-- promise: ${what} | ${promised} | ${measured} -->`;
