import type { Found, Look, Sighting, Verify } from './holding.ts';
import type { Clock } from './ports.ts';

/**
 * Looks at an account's holdings side by side, from where an earlier look stopped, for as long as it may. One that
 * cannot be looked at holds up none of the others: it is told to `unseen`, and keeps what is known of it.
 */
export const verifyDeletion =
  (looks: ReadonlyMap<string, Look>, clock: Clock, unseen: (holding: string, error: Error) => void): Verify =>
  async ({ accountId, deletionId, so, holdings, time }): Promise<Sighting> => {
    const end = clock().getTime() + time;
    const timeLeft = () => end - clock().getTime();
    const seen = await Promise.all(
      holdings.map(async (name): Promise<[string, Found][]> => {
        const known = so[name];
        if (known && !known.cursor) return [[name, known]];
        try {
          const found = await looks.get(name)!(accountId, { cursor: known?.cursor, deletionId, timeLeft });
          return [[name, sum(known, found)]];
        } catch (error) {
          unseen(name, error as Error);
          return known ? [[name, known]] : [];
        }
      }),
    );
    return Object.fromEntries(seen.flat());
  };

const sum = (known: Found | undefined, found: Found): Found => ({
  ...found,
  held: (known?.held ?? 0) + found.held,
  left: (known?.left ?? 0) + found.left,
});
