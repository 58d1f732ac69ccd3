import { mkdir } from 'node:fs/promises';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest';

/** Shown where the reader of these tests looks for pictures; git does not know it. */
const PICTURES = new URL('../../screenshots/', import.meta.url).pathname;

export const PHONE: BrowserContextOptions = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };

/**
 * Tests that need a browser, and are skipped where none runs. Each has a second chance: the browser shares its processors
 * with all other tests, and what a person would wait for it may miss.
 */
export const describeInBrowser = (name: string, tests: () => void) =>
  describe.skipIf(inject('browser') === null)(name, { retry: 1 }, tests);

/** A browser for the tests of one file. Whatever a page complains of by itself fails the test that it was opened in. */
export function browser() {
  let running: Browser;
  const complaints: string[] = [];
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    running = await chromium.connect(inject('browser')!);
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(() => running?.close());

  return {
    /** A person's browser, with nothing of anybody else's. */
    async visitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
      const context = await running.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
      context.setDefaultTimeout(8_000);
      context.on('weberror', (error) => complaints.push(String(error.error())));
      context.on('console', (message) => {
        if (message.type() === 'error' && !isOfTheNetwork(message.text())) complaints.push(message.text());
      });
      contexts.push(context);
      return context;
    },
    /** What the pages have complained of so far, taken off the list. */
    complaints: () => complaints.splice(0),
  };
}

/** The browser's own note of an answer that was not a success: the tests look at what the page makes of it. */
const isOfTheNetwork = (text: string): boolean => /^Failed to load resource/.test(text);

/** Rules that what a theme or the width of a screen changes can break. */
const LOOKS = ['color-contrast', 'target-size', 'link-in-text-block'];

/** What an automated check finds against the page as it stands: against all of it, or against how it looks alone. */
export async function findings(page: Page, what: 'all' | 'looks' = 'all'): Promise<string[]> {
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  const options = { resultTypes: ['violations'], ...(what === 'looks' && { runOnly: LOOKS }) };
  const { violations }: AxeResults = await page.evaluate(`axe.run(${JSON.stringify(options)})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Keeps the page as a picture. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true, animations: 'disabled' });
}
