import { type ServerClock, useNow } from '../clock.ts';
import { type Span, spanOf, unitFor } from '../format.ts';
import { strings } from '../strings.ts';

const UNITS = Object.keys(strings.grace.units) as (keyof Span)[];

interface CountdownProps {
  readonly until: string;
  readonly clock: ServerClock;
}

/** What is left, by the server's clock. Who wants less motion gets no seconds. */
export function Countdown({ until, clock }: CountdownProps) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const now = useNow(clock, still ? 15_000 : 1_000);
  const left = Date.parse(until) - now;
  if (left <= 0) return <p>{strings.grace.due}</p>;
  const span = spanOf(left);
  return (
    <div class="countdown" role="timer" aria-label={strings.grace.left}>
      {UNITS.filter((unit) => !(still && unit === 'seconds')).map((unit) => (
        <p key={unit}>
          <b>{span[unit]}</b> {unitFor(unit, span[unit])}
        </p>
      ))}
    </div>
  );
}
