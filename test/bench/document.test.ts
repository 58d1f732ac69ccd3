import { expect, it } from 'vitest';
import { benchesIn, withFigures } from '../../bench/document.ts';
import { promise } from '../../bench/markdown.ts';

const DOCUMENT = `# Figures
<!-- promises -->
<!-- end -->

## One, and a half
<!-- node bench/one.ts -->
old
<!-- end -->
## Two
<!-- node bench/two-more.ts -->
<!-- end -->
said of it
`;

it('knows the benches of a document, in its order', () => {
  expect(benchesIn(DOCUMENT)).toEqual(['one', 'two-more']);
});

it('puts figures in the place of those before, and leaves all else as it is', () => {
  const once = withFigures(DOCUMENT, 'one', '| $& | 1 |');

  expect(once).toContain('<!-- node bench/one.ts -->\n\n| $& | 1 |\n\n<!-- end -->\n## Two');
  expect(once).not.toContain('old');
  expect(once).toContain('<!-- node bench/two-more.ts -->\n<!-- end -->\nsaid of it\n');
});

it('changes nothing when it is told the same again', () => {
  const once = withFigures(DOCUMENT, 'two-more', 'new');

  expect(withFigures(once, 'two-more', 'new')).toBe(once);
  expect(benchesIn(once)).toEqual(['one', 'two-more']);
});

it('says at its head what is promised, and what the newest figures make of it', () => {
  const first = withFigures(DOCUMENT, 'one', promise('small', 'at most 2', '3'));
  const both = withFigures(first, 'two-more', promise('large', 'at least 5', '6'));
  const again = withFigures(both, 'one', promise('small', 'at most 2', '1'));

  expect(again).toContain('| [small](#one-and-a-half) | at most 2 | 1 |\n| [large](#two) | at least 5 | 6 |');
  expect(again).not.toContain('| 3 |');
});

it('has no figures for a bench that the document has no place for', () => {
  expect(withFigures(DOCUMENT, 'three', 'new')).not.toContain('new');
});
