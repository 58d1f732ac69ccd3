import type { LocalClock } from './clock.ts';
import type { Lambda } from './services/lambda.ts';
import type { LocalRule } from './template.ts';

/** Puts the rules that fire by time on the agenda. */
export function startRules({
  clock,
  rules,
  lambda,
}: {
  clock: LocalClock;
  rules: readonly LocalRule[];
  lambda: Lambda;
}): void {
  for (const { logicalId, period, targetArn, input } of rules) {
    clock.every(period, 'rule', logicalId, () => lambda.invokeAsync(targetArn, input ?? scheduledEvent(clock.now())));
  }
}

const scheduledEvent = (now: number) => ({
  version: '0',
  id: crypto.randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  time: new Date(now).toISOString().replace(/\.\d+/, ''),
  resources: [],
  detail: {},
});
