import { AwsError } from './aws-service.ts';

export const FAULT_KINDS = ['error', 'throttle', 'timeout-after-effect', 'slow'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly service: string;
  readonly operation: string;
  readonly times: number;
  readonly kind: FaultKind;
}

export interface Faults {
  /** The next calls of the operation fail. Throws an Error that says what is wrong with a fault that cannot be. */
  add(fault: unknown): Fault;
  clear(): void;
}

const SHAPES = {
  service: 'the name of a service that is stood in for',
  operation: "the API's name of an operation, such as CreateSchedule",
  times: 'a whole number from 1 to 1000',
  kind: `one of ${FAULT_KINDS.join(', ')}`,
};

/** The faults that are still to happen, and a way to take one. */
export interface FaultBox extends Faults {
  take(service: string, operation: string): FaultKind | undefined;
}

/** `services`: the names that a fault may give. */
export function createFaults(services: () => readonly string[]): FaultBox {
  const waiting: { service: string; operation: string; left: number; kind: FaultKind }[] = [];

  function check(fault: unknown): Fault {
    const { service, operation, times, kind } = (fault ?? {}) as Partial<Record<keyof Fault, unknown>>;
    const good = {
      service: services().includes(service as string),
      operation: typeof operation === 'string' && /^[A-Z][A-Za-z0-9]{1,63}$/.test(operation),
      times: Number.isInteger(times) && (times as number) >= 1 && (times as number) <= 1000,
      kind: FAULT_KINDS.includes(kind as FaultKind),
    };
    for (const field of Object.keys(SHAPES) as (keyof Fault)[]) {
      const expected = field === 'service' ? `one of ${services().join(', ')}` : SHAPES[field];
      if (!good[field]) throw new Error(`A fault's "${field}" must be ${expected}.`);
    }
    return { service, operation, times, kind } as Fault;
  }

  return {
    add(fault) {
      const checked = check(fault);
      const { times, ...rest } = checked;
      waiting.push({ ...rest, left: times });
      return checked;
    },
    clear: () => void waiting.splice(0),
    take(service, operation) {
      const at = waiting.findIndex((fault) => fault.service === service && fault.operation === operation);
      const fault = waiting[at];
      if (!fault) return undefined;
      fault.left -= 1;
      if (fault.left === 0) waiting.splice(at, 1);
      return fault.kind;
    },
  };
}

/** Who throttles how, where it is not as the protocol's others do. */
const THROTTLES: Readonly<Record<string, readonly [code: string, status: number]>> = {
  'cognito-identity-provider': ['TooManyRequestsException', 400],
  dynamodb: ['ProvisionedThroughputExceededException', 400],
  s3: ['SlowDown', 503],
  scheduler: ['ThrottlingException', 429],
};

/** How a service fails that is asked to. */
export function failure(kind: 'error' | 'throttle', service: string, awsJson: boolean): AwsError {
  if (kind === 'error') return internalError('The service has failed.');
  const usual = awsJson ? (['ThrottlingException', 400] as const) : (['TooManyRequestsException', 429] as const);
  const [code, status] = THROTTLES[service] ?? usual;
  return new AwsError(code, status, 'Rate exceeded');
}

/** What is not the caller's doing. */
export const internalError = (message: string): AwsError => new AwsError('InternalServerError', 500, message);
