import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ROOMS, room } from './rooms.ts';

const needsEngine = ({ moduleId }: TestSpecification) =>
  moduleId.includes('/adapters/') && !moduleId.includes('/stored-');

/** The first test that fails ends a mutant: those that start an engine come last. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return files.toSorted((a, b) => Number(needsEngine(a)) - Number(needsEngine(b)));
  }
}

export default defineConfig({
  test: {
    include: [...ROOMS[room].tests],
    sequence: { sequencer: QuickestFirst },
    // One worker for all files: to start one for each takes longer than the tests.
    isolate: false,
    testTimeout: 5_000,
  },
});
