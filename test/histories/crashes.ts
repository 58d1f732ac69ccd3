import { beginning } from './history.ts';
import type { Lab } from './lab.ts';
import { play } from './play.ts';
import { checkAtRest, liveOn } from './rest.ts';
import type { Death } from './steps.ts';
import { comesToRest } from './well.ts';
import { resume } from './working.ts';
import { unlessWrong } from './wrong.ts';

/**
 * A purge whose process dies after so many calls outside; an hour later whatever is left of it is found by a sweep.
 * Says whether it lived long enough to die.
 */
export async function dies(lab: Lab, calls: number, death: Death): Promise<boolean> {
  const world = await lab.renew([]);
  for (const step of beginning('the moment')) await play(lab, step);
  await play(lab, { step: 'clock', by: 1 });
  await play(lab, { step: 'wake', second: false, which: 0, holds: true });
  for (let made = 0; made < calls; made++) {
    if (lab.busy().length === 0) {
      await play(lab, { step: 'clock', by: 1_000 });
      const copies = world.runs.filter(({ of, ended }) => of === 'final export' && !ended);
      for (const run of copies) await resume(lab, run, false);
      await play(lab, { step: 'resume', pick: 0, holds: true });
    }
    await play(lab, { step: 'go on', pick: 0, turns: 1 });
  }
  const lives = world.runs.some(({ ended }) => !ended);
  await play(lab, { step: 'die', pick: 0, execution: death });
  await play(lab, { step: 'clock', by: 60 * 60_000 });
  await unlessWrong(world, async () => {
    await comesToRest(lab);
    await checkAtRest(lab);
    await liveOn(lab);
  });
  return lives;
}
