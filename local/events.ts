import type { LocalClock } from './clock.ts';
import type { Lambda } from './services/lambda.ts';
import { matches } from './streams/filter.ts';
import type { LocalEventRule } from './template.ts';

/** An event as EventBridge hands it over. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface EventBus {
  /** Hands the event to the target of every rule that it matches, in a moment. */
  putSoon(event: BusEvent): void;
}

export interface EventBusOptions {
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  readonly rules: readonly LocalEventRule[];
  readonly lambda: Pick<Lambda, 'invokeAsync'>;
}

/** EventBridge's default event bus. Its patterns are those of Lambda's filters. */
export function createEventBus({ clock, rules, lambda }: EventBusOptions): EventBus {
  const put = (event: BusEvent) => {
    for (const { pattern, targetArn } of rules) if (matches(event, pattern)) lambda.invokeAsync(targetArn, event);
  };
  return { putSoon: (event) => void clock.at(clock.now(), 'event', event['detail-type'], () => put(event)) };
}
