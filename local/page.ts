import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { PAGE_PATHS } from '../lib/constructs/web-page.ts';
import { type HttpHandler, json } from './server.ts';
import type { LocalPage } from './template.ts';

/** Files by their path below the page's folder. */
export type Files = ReadonlyMap<string, Buffer>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Builds the settings page as it is deployed. `builder`: a script that builds it into the folder that it is given. */
export async function buildPage(builder: string): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'account-deletion-'));
  try {
    await promisify(execFile)(process.execPath, [builder, folder]);
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = found.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return new Map(
      await Promise.all(files.map(async (file) => [relative(folder, file), await readFile(file)] as const)),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface PageOptions {
  readonly files: Files;
  /** What the template says of its headers. */
  readonly page: LocalPage;
  /** What the page reads at `/config.json`. */
  readonly config: object;
}

/** CloudFront and its bucket, before the settings page: the paths, the headers and the refusals that the template has. */
export function createPage({ files, page, config }: PageOptions): HttpHandler {
  const all = new Map([...files, ['config.json', Buffer.from(JSON.stringify(config))]]);
  return ({ method, path }) => {
    if (method !== 'GET' && method !== 'HEAD') return json(403, { message: 'This page is only to be read.' });
    const isPage = PAGE_PATHS.some((each) => each === path);
    const asked = isPage ? 'index.html' : path.slice(1);
    const file = all.has(asked) ? asked : 'index.html';
    const body = all.get(file) ?? '';
    const cacheControl = page.cacheControl(file);
    return {
      status: all.has(asked) ? 200 : 404,
      headers: {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-length': String(body.length),
        ...(cacheControl && { 'cache-control': cacheControl }),
        ...page.headers,
      },
      body,
    };
  };
}
