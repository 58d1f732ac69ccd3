import { day, moment } from '../format.ts';

/** A moment, for people and for machines. */
export const Moment = ({ at }: { at: string }) => <time dateTime={at}>{moment(at)}</time>;

export const Day = ({ at }: { at: string }) => <time dateTime={at}>{day(at)}</time>;
