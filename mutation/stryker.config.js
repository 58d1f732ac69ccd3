import { ROOMS, room } from './rooms.ts';

export default {
  mutate: ROOMS[room].mutate,
  testRunner: 'vitest',
  vitest: { configFile: 'mutation/vitest.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner', './mutation/texts.js'],
  ignorers: ['texts'],
  concurrency: 2,
  timeoutMS: 5_000,
  // Would have TypeScript's compiler API rewrite it, which TypeScript 7 does not have.
  tsconfigFile: 'none',
  tempDirName: '.local/mutation/sandbox',
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `.local/mutation/${room}.html` },
  jsonReporter: { fileName: `.local/mutation/${room}.json` },
  thresholds: { high: 95, low: 90, break: 90 },
  warnings: { slow: false },
};
