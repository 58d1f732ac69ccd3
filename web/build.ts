import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { strings } from './strings.ts';

const SOURCE = import.meta.dirname;
const ENTRIES = ['main.tsx', 'styles.css', 'favicon.svg'];

/** Builds the settings page into `outDir`: `index.html`, and what it loads under names that change with what is in it. */
export async function buildWeb(outDir: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: SOURCE,
    entryPoints: ENTRIES,
    outdir: resolve(outDir),
    entryNames: 'assets/[name]-[hash]',
    bundle: true,
    format: 'esm',
    target: ['es2022'],
    minify: true,
    metafile: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'copy' },
    logLevel: 'warning',
  });
  const built = Object.entries(metafile.outputs).map(([path, output]) => ({
    entry: basename(output.entryPoint ?? Object.keys(output.inputs)[0]!),
    file: resolve(SOURCE, path),
  }));

  const values: Record<string, string> = { ...strings.shell };
  for (const { entry, file } of built) {
    values[entry] = `/${relative(resolve(outDir), file)}`;
    values[`${entry} integrity`] = `sha384-${createHash('sha384')
      .update(await readFile(file))
      .digest('base64')}`;
  }
  const html = await readFile(join(SOURCE, 'index.html'), 'utf8');
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'index.html'), filled(html, values));
}

function filled(html: string, values: Readonly<Record<string, string>>): string {
  return html.replace(/\{\{(.+?)\}\}/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`index.html asks for ${name}, which is not there`);
    return values[name];
  });
}

if (import.meta.main) await buildWeb(process.argv[2] ?? 'dist/web');
