/** The end of a retention of so many calendar years that begins with the purge. */
export function retainedUntil(years: number, purgedAt: Date): Date {
  const end = new Date(purgedAt);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end;
}
