/**
 * Runs benches and writes what they print into docs/performance.md, between their markers:
 * `npm run bench [name…]`; without names all that the document has a place for, in its order.
 * Ends with 1 if one of them fails, or says that a promise is broken.
 */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { text } from 'node:stream/consumers';
import { benchesIn, withFigures } from './document.ts';

const DOCUMENT = new URL('../docs/performance.md', import.meta.url);
const ROOT = new URL('..', import.meta.url);

const known = benchesIn(await readFile(DOCUMENT, 'utf8'));
const names = process.argv.slice(2);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0)
  throw new Error(`docs/performance.md has no place for ${unknown.join(', ')}, but for ${known}.`);

const failed: string[] = [];
for (const name of names.length > 0 ? names : known) {
  console.error(`\n— ${name}`);
  const [start, [load = 0]] = [performance.now(), loadavg()];
  const bench = spawn(process.execPath, [`bench/${name}.ts`], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, code] = await Promise.all([
    text(bench.stdout),
    new Promise<number | null>((resolve) => bench.once('exit', resolve)),
  ]);
  if (code !== 0) failed.push(name);
  if (!printed.trim()) continue;
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  const day = new Date().toISOString().slice(0, 10);
  const machine = `Node.js ${process.version}, ${availableParallelism()} processors, load ${load.toFixed(1)} before it`;
  // Read again: whoever edits the document meanwhile loses nothing.
  await writeFile(
    DOCUMENT,
    withFigures(
      await readFile(DOCUMENT, 'utf8'),
      name,
      `${printed.trim()}\n\n*${day}, ${machine}, ${minutes} minutes*`,
    ),
  );
}
if (failed.length > 0) {
  console.error(`\nFailed, or broke a promise: ${failed.join(', ')}`);
  process.exitCode = 1;
}
