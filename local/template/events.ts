import type { Reader } from './reader.ts';
import type { LocalConfigurationSet, LocalEventBus, LocalEventRule } from './types.ts';

type Target = { Arn: string; Input?: string; InputPath?: string; InputTransformer?: unknown };

/** The event buses of the template's own. */
export const readEventBuses = (reader: Reader): LocalEventBus[] =>
  reader.all('AWS::Events::EventBus').map(({ logicalId, attribute }) => ({
    logicalId,
    name: attribute('Name'),
    arn: attribute('Arn'),
  }));

/** The rules that wait for an event, one for each target. */
export function readEventRules(reader: Reader): LocalEventRule[] {
  return reader.all('AWS::Events::Rule').flatMap(({ logicalId, property, path }) => {
    const pattern = property<Record<string, unknown>>('EventPattern');
    if (!pattern || property<string>('State') === 'DISABLED') return [];
    // By name or by ARN.
    const bus = (property<string>('EventBusName') ?? 'default').split('/').at(-1)!;
    return (property<Target[]>('Targets') ?? []).map(({ Arn, Input, InputPath, InputTransformer }) => {
      if (Input || InputPath || InputTransformer) throw new Error(`${path}: the local run hands over whole events.`);
      return { logicalId, bus, pattern, targetArn: Arn };
    });
  });
}

type Destination = { Enabled?: boolean; MatchingEventTypes: string[]; EventBridgeDestination?: object };

/** The configuration sets that mails are sent by, and which events of them reach the event bus. */
export function readConfigurationSets(reader: Reader): LocalConfigurationSet[] {
  const destinations = reader.all('AWS::SES::ConfigurationSetEventDestination').map(({ property }) => ({
    set: property<string>('ConfigurationSetName'),
    ...property<Destination>('EventDestination')!,
  }));
  return reader.all('AWS::SES::ConfigurationSet').map(({ ref }) => ({
    name: ref,
    events: destinations
      .filter(({ set, Enabled, EventBridgeDestination }) => set === ref && Enabled && EventBridgeDestination)
      .flatMap(({ MatchingEventTypes }) => MatchingEventTypes.map((type) => type.toUpperCase())),
  }));
}
