import { spawnSync } from 'node:child_process';
import { verdictOn } from './verdict.ts';

/** Asks the registry what is known against the packages that the functions bundle. Who cannot be asked stops nobody. */
const PRODUCTION = ['--omit=dev', '--omit=optional'];
const BRIEFLY = ['--fetch-retries=0', '--fetch-timeout=20000'];

const { stdout } = spawnSync('npm', ['audit', '--json', ...PRODUCTION, ...BRIEFLY], {
  encoding: 'utf8',
  timeout: 60_000,
});
const verdict = verdictOn(stdout ?? '');
if (verdict.is === 'clean') console.log('Nothing serious is known against the packages that the functions bundle.');
if (verdict.is === 'unknown') console.warn(`The packages could not be audited: ${verdict.why}`);
if (verdict.is === 'unsafe') {
  console.error(`Serious advisories, see "npm audit": ${verdict.packages.join(', ')}`);
  process.exitCode = 1;
}
