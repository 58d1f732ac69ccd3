import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/security.md', 'utf8');
const named = [...page.matchAll(/^- `(test\/[\w/.-]+\.test\.ts)`: “(.+)”$/gm)].map(([, file, title]) => [
  file!,
  title!,
]);

test('the threat model names a test for each threat', () => {
  const threats = page.split(/^### /m).slice(1);

  expect(threats.length).toBeGreaterThan(12);
  for (const threat of threats) expect(threat, threat.split('\n')[0]).toMatch(/^- `test\//m);
  expect(page.match(/^- `test/gm)).toHaveLength(named.length);
});

test.each(named)('%s has "%s"', (file, title) => {
  // As it stands in the source, between quotes of one kind or another.
  expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`(['"\`])${RegExp.escape(title)}\\1`));
});
