/** Calls that are under way at a time. */
const AT_A_TIME = 8;

/** Does the work for each, some at a time. All are tried; the first failure is thrown at the end. */
export async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const one of waiting) await work(one).catch((failure: unknown) => failures.push(failure));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  if (failures.length > 0) throw failures[0];
}
