import type { Reader } from './reader.ts';
import type { LocalKey } from './types.ts';

/** The KMS keys, with the service's defaults. */
export const readKeys = (reader: Reader): LocalKey[] =>
  reader.all('AWS::KMS::Key').map(({ ref, attribute, property }) => ({
    id: ref,
    arn: attribute('Arn'),
    spec: property<LocalKey['spec']>('KeySpec') ?? 'SYMMETRIC_DEFAULT',
    usage: property<LocalKey['usage']>('KeyUsage') ?? 'ENCRYPT_DECRYPT',
    description: property<string>('Description') ?? '',
  }));
