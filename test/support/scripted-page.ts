import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { buildWeb } from '../../web/build.ts';

export const ORIGIN = 'http://localhost:4999';
const ISSUER = `${ORIGIN}/_issuer`;

export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const PAGES = ['/', '/account/deletion/confirm', '/signed-in'];

export interface ScriptedAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Milliseconds. */
  readonly after?: number;
  /** There is no answer at all. */
  readonly lost?: boolean;
}

/** What the API answers, by `GET /account`; each request is answered as it stands then. */
export type Script = Record<string, ScriptedAnswer>;

/** What it answers where a script says nothing of it. */
const ELSE: Script = { 'GET /account/exports': { body: { exports: [] } } };

/** The built page, served with its headers, before an API that says what a test wants to hear. */
export function scriptedPage() {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'web-'));
    await buildWeb(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Serves the page to a visitor; gives the requests that the API gets. */
  async function serve(context: BrowserContext, script: Script): Promise<string[]> {
    const asked: string[] = [];
    await context.route(`${ORIGIN}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.startsWith('/api/')) return answer(route, script, asked, pathname.slice(4));
      if (pathname === '/config.json') {
        const json = { api: `${ORIGIN}/api`, issuer: ISSUER, clientId: 'settings', scope: 'openid email' };
        return route.fulfill({ json });
      }
      const type = TYPES[extname(pathname)];
      const status = type || PAGES.includes(pathname) ? 200 : 404;
      const body = await readFile(join(folder, type ? pathname : 'index.html'));
      const headers = { 'content-security-policy': POLICY, 'content-type': type ?? 'text/html' };
      return route.fulfill({ status, body, headers });
    });
    return asked;
  }

  return {
    serve,
    get folder() {
      return folder;
    },
  };
}

async function answer(route: Route, script: Script, asked: string[], path: string): Promise<void> {
  const name = `${route.request().method()} ${path}`;
  asked.push(name);
  const { status = 200, body, headers = {}, after = 0, lost = false } = script[name] ?? ELSE[name] ?? { status: 500 };
  await new Promise((resolve) => setTimeout(resolve, after));
  // Whoever asked may have left meanwhile.
  await (lost ? route.abort() : route.fulfill({ status, headers, json: body ?? {} })).catch(() => undefined);
}

/** Whoever `claims` describe is signed in, in every page that the context opens, until they sign out. */
export async function signedIn(
  context: BrowserContext,
  claims: Record<string, unknown>,
  token?: string,
): Promise<void> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = token ?? `${part({ alg: 'none' })}.${part(claims)}.`;
  const session = JSON.stringify({ bearer: jwt, idToken: jwt });
  const content = `if (location.protocol !== 'about:' && !sessionStorage.getItem('seeded')) {
    sessionStorage.setItem('seeded', 'yes');
    sessionStorage.setItem('session', ${JSON.stringify(session)});
  }`;
  await context.addInitScript({ content });
}

/** The element that has the focus, by its id or text. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement?.id || document.activeElement?.textContent');
