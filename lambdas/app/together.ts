/** Waits for all of it, and then throws the first failure: of what failed nothing is still under way. */
export async function together(acts: readonly unknown[]): Promise<void> {
  const ends = await Promise.allSettled(acts);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
