import { spawnSync } from 'node:child_process';
import { ROOMS } from './rooms.ts';

const STRYKER = 'mutation/node_modules/@stryker-mutator/core/bin/stryker.js';

/** Tries the mutants of the rooms that are named, or of all; fails where one has a score below 90 %. */
const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in ROOMS));
if (unknown.length > 0)
  throw new Error(`no such room: ${unknown.join(', ')}; there are ${Object.keys(ROOMS).join(', ')}`);

for (const room of named.length > 0 ? named : Object.keys(ROOMS)) {
  const { status } = spawnSync(process.execPath, [STRYKER, 'run', 'mutation/stryker.config.js'], {
    env: { ...process.env, MUTATED_ROOM: room },
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
