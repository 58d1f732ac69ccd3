import { configDefaults, defineConfig } from 'vitest/config';

/** What waits out weeks, cuts at random or tries everything: `npm run test:long` runs it, and what is quick as well. */
const LONG = [
  'test/bench/counts.test.ts',
  'test/journeys/{canary,crash-points,export-interrupted,races,size,year}.test.ts',
  'test/operator/{acts,final-export,reapply,retry}.test.ts',
];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env.LONG ? [] : LONG)],
    globalSetup: ['test/support/browser-setup.ts', 'test/support/bundles-setup.ts'],
    // Most of a journey is other processes' work: with one worker fewer than there are cores, as is usual, half would idle.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
