import { table } from './markdown.ts';

/** The place of a bench's figures in a document: what stands between its two markers. */
const PLACE = /<!-- node bench\/([\w-]+)\.ts -->\n[\s\S]*?<!-- end -->/g;
/** What a bench says of a promise, by `promise` of markdown.ts. */
const PROMISE = /<!-- promise: (.+?) \| (.+?) \| (.+?) -->/g;
const SUMMARY = /<!-- promises -->\n[\s\S]*?<!-- end -->/;

/** The benches that a document has a place for, in its order. */
export const benchesIn = (document: string): string[] => [...document.matchAll(PLACE)].map(([, name]) => name!);

/** The document with a bench's figures in the place of the ones before, and all promises beside what was measured. */
export function withFigures(document: string, name: string, figures: string): string {
  const filled = document.replace(PLACE, (place, bench) =>
    bench === name ? `<!-- node bench/${name}.ts -->\n\n${figures}\n\n<!-- end -->` : place,
  );
  const summary = table([['', 'promised', 'measured'], ...promisesIn(filled)]);
  return filled.replace(SUMMARY, () => `<!-- promises -->\n\n${summary}\n\n<!-- end -->`);
}

/** What was promised and measured, each with a link to its section. */
function promisesIn(document: string): string[][] {
  return [...document.matchAll(PLACE)].flatMap(({ 0: place, index }) => {
    const heading = [...document.slice(0, index).matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? '';
    const anchor = heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-');
    return [...place.matchAll(PROMISE)].map(([, what, promised, measured]) => [
      `[${what}](#${anchor})`,
      promised!,
      measured!,
    ]);
  });
}
