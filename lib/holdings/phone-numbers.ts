import type { ItemsPlace, LeftOut, PhoneNumbersSpec, Suspension } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding, onItems, type Permission, query } from './holding.ts';

export interface PhoneNumbersProps extends ItemsPlace, LeftOut {
  /** The attribute that holds the carrier's id of the number. */
  readonly numberId: string;
  /** How a number stops answering. @default - it does not */
  readonly suspension?: Suspension;
}

/** Numbers leased from AWS End User Messaging, which a table names; they go back to the carrier. */
export function phoneNumbers(name: string, props: PhoneNumbersProps): Holding {
  const spec: PhoneNumbersSpec = { kind: 'phone-numbers', name, outcome: 'release', ...props };
  const read = [query(props)];
  const change = props.suspension && [...read, onItems(props, 'dynamodb:UpdateItem')];
  return holding(spec, {
    count: read,
    export: read,
    verify: read,
    // Deletion protection has to be switched off before a number can be released.
    erase: [...read, onItems(props, 'dynamodb:BatchWriteItem'), onNumbers('UpdatePhoneNumber', 'ReleasePhoneNumber')],
    ...(change && { suspend: change, resume: change }),
  });
}

/** Which numbers there are is data, unknown when the policy is made, hence all of this account and Region. */
const onNumbers = (...actions: string[]): Permission => ({
  actions: actions.map((action) => `sms-voice:${action}`),
  resource: { service: 'sms-voice', resource: 'phone-number', resourceName: '*' },
});
