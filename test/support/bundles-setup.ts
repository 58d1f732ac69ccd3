import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for bundles of functions, which all tests of one run share. */
    bundles: string;
  }
}

/** Makes a folder in which the first test that bundles the functions leaves them to all others. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  project.provide('bundles', folder);
  // Who watches has changed something.
  project.onTestsRerun(async () => {
    await remove();
    await mkdir(folder);
  });
  return remove;
}
