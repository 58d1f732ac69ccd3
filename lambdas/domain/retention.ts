import { DAY } from './time.ts';

/** How long the tables' backups know what was deleted: point-in-time recovery goes back so far. */
export const BACKUP_HORIZON = 35 * DAY;

/** How long after the deletion a final export can be asked for. */
export const FINAL_EXPORT_KEPT = 30 * DAY;

/** The end of a retention of so many calendar years that begins with the purge. */
export function retainedUntil(years: number, purgedAt: Date): Date {
  const end = new Date(purgedAt);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end;
}
