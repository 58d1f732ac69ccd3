import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests find the browser; null on a machine that it cannot run on. */
    browser: string | null;
  }
}

const PACKAGE = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
const UNPACKED = join(PACKAGE, '..', '..', '.cache', `chromium-${version}`);
/** The browser, the system libraries that it needs, and a font. */
const PARTS = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'];
const FLAGS = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** Starts one browser for all tests of the page. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.warn('No browser runs here (Linux on x64 alone): the tests of the page are skipped.');
    project.provide('browser', null);
    return;
  }
  await unpack();
  const server = await chromium.launchServer({
    executablePath: join(UNPACKED, 'chromium'),
    chromiumSandbox: process.getuid?.() !== 0,
    args: FLAGS,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(UNPACKED, 'al2023', 'lib'),
      FONTCONFIG_PATH: UNPACKED,
    },
  });
  project.provide('browser', server.wsEndpoint());
  return () => server.close();
}

/** Unpacks beside its place and moves it there whole: two runs may begin at once. */
async function unpack(): Promise<void> {
  if (await isThere(UNPACKED)) return;
  const staging = `${UNPACKED}-${process.pid}`;
  await mkdir(staging, { recursive: true });
  const { TMPDIR } = process.env;
  // The package knows no other way to be told where to.
  process.env.TMPDIR = staging;
  await Promise.all(PARTS.map((part) => inflate(join(PACKAGE, 'bin', part))));
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  await writeFile(join(staging, 'fonts.conf'), fontsIn(join(UNPACKED, 'fonts')));
  await rename(staging, UNPACKED).catch(() => rm(staging, { recursive: true, force: true }));
}

/** No font of the machine's own: the page looks alike everywhere. */
const fontsIn = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}</cachedir></fontconfig>
`;

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
