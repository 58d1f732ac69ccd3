import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { signedIn } from '../../test/support/scripted-page.ts';
import { OWNER } from '../../test/web/fixtures.ts';

/** A phone of the middle class on slow 4G, by Lighthouse's figures for a network that is slowed down in the browser. */
const NETWORK = { offline: false, latency: 562.5, downloadThroughput: 1_474_560 / 8, uploadThroughput: 675_000 / 8 };
const CPU = 4;
/** Milliseconds without a long task after which a page counts as interactive. */
const QUIET = 5_000;

export interface Visit {
  /** Over the network, headers included. */
  readonly bytes: number;
  readonly requests: number;
  /** Milliseconds from the click on: something is seen; something can be done, and is answered at once. */
  readonly painted: number;
  readonly interactive: number;
}

/** Notes, in the page, when what is waited for comes, and when the processor is last busy for longer than 50 ms. */
const watchFor = (selector: string) => `
  window.seen = { ready: Infinity, busy: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.seen.busy = startTime + duration;
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector(${JSON.stringify(selector)})) return;
    window.seen.ready = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });`;

/** Opens a page for the first time, until what `ready` selects is there. `isSignedIn`: as the owner of an account. */
export async function visit(browser: Browser, url: string, ready: string, isSignedIn: boolean): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, isMobile: true });
  try {
    await context.addInitScript({ content: watchFor(ready) });
    if (isSignedIn) await signedIn(context, OWNER);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU });
    const sizes: number[] = [];
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => void sizes.push(encodedDataLength));

    await page.goto(url);
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    await sleep(QUIET);

    const painted: number = await page.evaluate(
      `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity`,
    );
    const seen: { ready: number; busy: number } = await page.evaluate('window.seen');
    const bytes = sizes.reduce((a, b) => a + b, 0);
    return { bytes, requests: sizes.length, painted, interactive: Math.max(painted, seen.ready, seen.busy) };
  } finally {
    await context.close();
  }
}
