import type { LocalClock } from './clock.ts';
import type { Lambda } from './services/lambda.ts';
import { matches } from './streams/filter.ts';
import type { LocalEventBus, LocalEventRule } from './template.ts';

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

/** Where AWS's own services speak, and all that name no bus. */
export const DEFAULT_BUS = 'default';

export interface EventBuses {
  /** Hands the event to the target of every rule of the bus that it matches, in a moment. `bus`: its name or ARN. */
  putSoon(event: BusEvent, bus?: string): void;
  /** All that was put on buses of the template's own, oldest first. */
  events(): readonly BusEvent[];
}

export interface EventBusesOptions {
  readonly clock: Pick<LocalClock, 'now' | 'at'>;
  /** The template's own; the default one is there anyway. */
  readonly buses: readonly LocalEventBus[];
  readonly rules: readonly LocalEventRule[];
  readonly lambda: Pick<Lambda, 'invokeAsync'>;
}

/** EventBridge's event buses. Their rules' patterns are those of Lambda's filters. */
export function createEventBuses({ clock, buses, rules, lambda }: EventBusesOptions): EventBuses {
  const events: BusEvent[] = [];
  return {
    putSoon(event, bus = DEFAULT_BUS) {
      const name = bus.split('/').at(-1)!;
      if (buses.some((own) => own.name === name)) events.push(event);
      for (const { targetArn } of rules.filter((rule) => rule.bus === name && matches(event, rule.pattern))) {
        clock.at(clock.now(), 'event', event['detail-type'], () => lambda.invokeAsync(targetArn, event));
      }
    },
    events: () => events,
  };
}
