import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWeb } from '../../web/build.ts';

let folder: string;
let html: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'web-'));
  await buildWeb(folder);
  html = await readFile(join(folder, 'index.html'), 'utf8');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const files = () => readdir(join(folder, 'assets'));

it('loads in less than 60 kB, compressed, in all', async () => {
  const assets = (await files()).map((name) => readFile(join(folder, 'assets', name)));
  const sizes = [Buffer.from(html), ...(await Promise.all(assets))].map((file) => gzipSync(file).length);

  expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThan(60_000);
});

it('names each file after what is in it, and loads nothing else', async () => {
  const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);

  expect(named.filter((path) => path !== '/config.json').sort()).toEqual(
    (await files()).map((name) => `/assets/${name}`).sort(),
  );
  for (const name of await files()) expect(name).toMatch(/^\w+-[A-Z0-9]{8}\.(js|css|svg)$/);
});

it('has nothing inline that a strict policy would have to allow', () => {
  expect(html).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=|\sstyle=|\{\{/);
  expect(html.match(/integrity="sha384-/g)).toHaveLength(2);
});

it('is the same when it is built again', async () => {
  const before = await files();

  await buildWeb(folder);

  expect(await files()).toEqual(before);
});
