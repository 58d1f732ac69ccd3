import type { Repair } from '../app/follow-account.ts';

/** A line for what had to be done again: metrics count `repaired`, and `overdue` where it is there. */
export const logRepair = (repair: Repair): void => console.warn(repair);
