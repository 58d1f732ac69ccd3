import { AwsError, type AwsService, type WireRequest, type WireResponse } from '../wire.ts';

/** What each operation of a service answers. */
export type Operations = Readonly<Record<string, (request: WireRequest) => object | Promise<object>>>;

/** A service whose protocol names the operation in the header `X-Amz-Target`, and answers JSON. */
export const awsJson = (names: Pick<AwsService, 'name' | 'signingName'>, operations: Operations): AwsService => ({
  ...names,
  operation({ headers }) {
    const operation = headers['x-amz-target']?.split('.')[1] ?? '';
    if (Object.hasOwn(operations, operation)) return operation;
    throw new AwsError('UnknownOperationException', 400, `${operation || 'That'} is not stood in for`);
  },
  handle: async (operation, request): Promise<WireResponse> => ({ body: await operations[operation]!(request) }),
});
