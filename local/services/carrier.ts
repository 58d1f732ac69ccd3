import * as v from 'valibot';
import { AwsError, type AwsService, type WireResponse } from '../wire.ts';
import { readInput } from './input.ts';

/** A number as the carrier sees it. Who gave one back holds it no longer, but the carrier remembers the number. */
export interface CarrierNumber {
  readonly phoneNumber: string;
  readonly accountId: string | null;
  readonly status: 'ACTIVE' | 'RELEASED';
}

export interface Carrier {
  readonly service: AwsService;
  /** Leases the next free number to an account, under deletion protection. */
  lease(accountId: string): { readonly phoneNumberId: string; readonly phoneNumber: string };
  numbers(): readonly CarrierNumber[];
}

const ARN = 'arn:aws:sms-voice:eu-central-1:000000000000:phone-number/';

const FIRST_NUMBER = 2_010_001;

const One = v.object({ PhoneNumberId: v.string() });
const Describe = v.object({ PhoneNumberIds: v.optional(v.array(v.string()), []) });
const Switches = v.object({
  TwoWayEnabled: v.optional(v.boolean()),
  SelfManagedOptOutsEnabled: v.optional(v.boolean()),
  DeletionProtectionEnabled: v.optional(v.boolean()),
});
const Update = v.object({ ...One.entries, ...Switches.entries });

type Leased = Readonly<Record<string, unknown>> & { readonly DeletionProtectionEnabled: boolean };

/** AWS End User Messaging as far as an account's numbers go: what is there, what is switched, what is given back. */
export function createCarrier(clock: { now(): number }): Carrier {
  const leases = new Map<string, Leased>();
  const seen = new Map<string, CarrierNumber>();

  const find = (idOrArn: string): { id: string; leased: Leased } => {
    const id = idOrArn.replace(/^arn:.*:phone-number\//, '');
    const leased = leases.get(id);
    if (!leased) throw new AwsError('ResourceNotFoundException', 404, `Resource not found: phone-number ${id}`);
    return { id, leased };
  };

  const operations: Record<string, (request: { body: Buffer }) => WireResponse> = {
    DescribePhoneNumbers(request) {
      const { PhoneNumberIds: ids } = readInput(Describe, request);
      const found = ids.length === 0 ? [...leases.values()] : ids.map((id) => find(id).leased);
      return { body: { PhoneNumbers: found } };
    },
    UpdatePhoneNumber(request) {
      const { PhoneNumberId, ...switches } = readInput(Update, request);
      const { id, leased } = find(PhoneNumberId);
      leases.set(id, { ...leased, ...switches });
      return { body: { ...leased, ...switches } };
    },
    ReleasePhoneNumber(request) {
      const { id, leased } = find(readInput(One, request).PhoneNumberId);
      if (leased.DeletionProtectionEnabled) {
        throw new AwsError('ConflictException', 409, `Deletion protection is enabled for phone-number ${id}`);
      }
      leases.delete(id);
      const phoneNumber = String(leased.PhoneNumber);
      seen.set(phoneNumber, { phoneNumber, accountId: null, status: 'RELEASED' });
      return { body: { ...leased, Status: 'DELETED' } };
    },
  };

  const lease = (accountId: string) => {
    const phoneNumber = `+1555${String(FIRST_NUMBER + seen.size)}`;
    const phoneNumberId = `phone-${phoneNumber.slice(1)}`;
    leases.set(phoneNumberId, described(phoneNumberId, phoneNumber, clock.now()));
    seen.set(phoneNumber, { phoneNumber, accountId, status: 'ACTIVE' });
    return { phoneNumberId, phoneNumber };
  };

  const service: AwsService = {
    name: 'pinpoint-sms-voice-v2',
    signingName: 'sms-voice',
    operation({ headers }) {
      const operation = headers['x-amz-target']?.split('.')[1] ?? '';
      if (Object.hasOwn(operations, operation)) return operation;
      throw new AwsError('UnknownOperationException', 400, `${operation || 'That'} is not stood in for`);
    },
    async handle(operation, request) {
      return operations[operation]!(request);
    },
  };
  return { service, lease, numbers: () => [...seen.values()] };
}

function described(id: string, PhoneNumber: string, now: number): Leased {
  return {
    PhoneNumberArn: `${ARN}${id}`,
    PhoneNumberId: id,
    PhoneNumber,
    Status: 'ACTIVE',
    IsoCountryCode: 'US',
    MessageType: 'TRANSACTIONAL',
    NumberCapabilities: ['VOICE'],
    NumberType: 'LONG_CODE',
    MonthlyLeasingPrice: '1.00',
    TwoWayEnabled: true,
    SelfManagedOptOutsEnabled: false,
    OptOutListName: 'Default',
    DeletionProtectionEnabled: true,
    CreatedTimestamp: now / 1000,
  };
}
