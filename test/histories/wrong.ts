import type { World } from './world.ts';

/** Must be so: whoever catches what this throws, the history has failed. */
export function must(world: Pick<World, 'wrong'>, isSo: boolean | undefined, what: string): asserts isSo {
  if (isSo) return;
  const error = new Error(what);
  world.wrong.push(error);
  throw error;
}

/** Does something; throws what was wrong first, also where somebody has caught that. */
export async function unlessWrong(world: Pick<World, 'wrong'>, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw world.wrong[0] ?? error;
  }
  if (world.wrong[0]) throw world.wrong[0];
}

/** Counts what a history came across, so that nobody need believe that it came across anything. */
export function note(world: Pick<World, 'seen'>, what: string): void {
  world.seen.set(what, (world.seen.get(what) ?? 0) + 1);
}
