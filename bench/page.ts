/**
 * The first load of the settings page, in a browser whose processor and network are slowed down: bytes, requests, and
 * when something can be done. `node bench/page.ts [rounds]`
 */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { buildPage } from '../local/page.ts';
import startBrowser from '../test/support/browser-setup.ts';
import { promise, table } from './markdown.ts';
import { asSent, servePage } from './page/server.ts';
import { type Visit, visit } from './page/visit.ts';

const [rounds = 5] = process.argv.slice(2).map(Number);
/** Bytes, compressed: what is promised in docs/frontend.md. */
const MOST = 60_000;
/** Where to, what has to be there, and whether somebody is signed in. */
const VISITS = {
  'Settings, signed out': ['/', '#app button', false],
  'Settings, signed in': ['/', '[aria-labelledby="danger"] button', true],
  "the link's page, signed out": [`/account/deletion/confirm#token=${'x'.repeat(49)}`, '#app button', false],
} as const;

const files = await buildPage(fileURLToPath(new URL('../web/build.ts', import.meta.url)));
const sizes = [...files].map(([path, file]) => ({
  path: path.replace(/-[A-Z0-9]{8}\./, '.'),
  raw: file.length,
  gzip: gzipSync(file).length,
  sent: asSent(file).length,
}));
const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(1);
const all = (of: 'raw' | 'gzip' | 'sent') => sizes.reduce((sum, size) => sum + size[of], 0);

let endpoint: string | null = null;
const provide = (_: string, value: string | null) => {
  endpoint = value;
};
const stopBrowser = await startBrowser({ provide } as unknown as TestProject);
if (!endpoint) throw new Error('No browser runs here.');
const browser = await chromium.connect(endpoint);
const server = await servePage(files);
try {
  const found: Record<string, Visit[]> = {};
  for (let round = 1; round <= rounds; round++) {
    console.error(`round ${round}`);
    for (const [name, [path, ready, isSignedIn]] of Object.entries(VISITS))
      found[name] = [...(found[name] ?? []), await visit(browser, server.url + path, ready, isSignedIn)];
  }
  const median = (of: readonly Visit[], what: keyof Visit) =>
    of.map((each) => each[what]).toSorted((a, b) => a - b)[Math.floor(of.length / 2)]!;
  const seconds = (of: readonly Visit[], what: keyof Visit) => `${(median(of, what) / 1_000).toFixed(2)} s`;

  console.log(
    table([
      ['first load', 'requests', 'kB', 'painted', 'interactive'],
      ...Object.entries(found).map(([name, visits]) => [
        name,
        String(median(visits, 'requests')),
        kilobytes(median(visits, 'bytes')),
        seconds(visits, 'painted'),
        seconds(visits, 'interactive'),
      ]),
    ]),
  );
  console.log();
  console.log(
    table([
      ['file, kB', 'as built', 'gzip', 'as sent, Brotli'],
      ...sizes.map(({ path, raw, gzip, sent }) => [path, kilobytes(raw), kilobytes(gzip), kilobytes(sent)]),
      ['**in all**', ...(['raw', 'gzip', 'sent'] as const).map((what) => `**${kilobytes(all(what))}**`)],
    ]),
  );
  console.log();
  console.log(promise('the settings page, gzip', `less than ${kilobytes(MOST)} kB`, `${kilobytes(all('gzip'))} kB`));
  if (all('gzip') >= MOST) process.exitCode = 1;
} finally {
  server.stop();
  await browser.close();
  await stopBrowser?.();
}
