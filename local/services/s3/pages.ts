import { S3Error } from './errors.ts';
import { afterKey, afterPrefix, beforeKey, encoderOf, type Listing, maximum, START } from './listing.ts';
import { versionIdIn } from './reading.ts';
import type { Place } from './versions.ts';

/** Writes a key as it was asked for. */
export type Encode = (text: string) => string;
type Asked = { readonly prefix: string; readonly delimiter: string; readonly max: number };

/** What a listing was asked for. */
export const ask = (query: URLSearchParams, most: string): Asked & { encode: Encode } => ({
  prefix: query.get('prefix') ?? '',
  delimiter: query.get('delimiter') ?? '',
  max: maximum(query, most),
  encode: encoderOf(query),
});

/** What all listings answer alike. */
export const common = (
  query: URLSearchParams,
  name: string | undefined,
  most: 'MaxKeys' | 'MaxUploads',
  { prefix, delimiter, max }: Asked,
  { commonPrefixes, more }: Listing<unknown>,
  encode: Encode,
) => ({
  Name: name,
  Prefix: encode(prefix),
  Delimiter: delimiter ? encode(delimiter) : undefined,
  [most]: max,
  EncodingType: query.get('encoding-type') ?? undefined,
  IsTruncated: more !== undefined,
  CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
});

/** The markers that it was asked with, and the key to go on after. */
export const markers = (query: URLSearchParams, { more, commonPrefixes }: Listing<unknown>, encode: Encode) => {
  const group = more && commonPrefixes.findLast((prefix) => more.key === afterPrefix(prefix).key);
  return { KeyMarker: encode(query.get('key-marker') ?? ''), NextKeyMarker: more && encode(group ?? more.key) };
};

/** After the markers of a listing. What one names that is gone meanwhile: from the start of its key. */
export function placeAfter(
  query: URLSearchParams,
  idMarker: 'version-id-marker' | 'upload-id-marker',
  delimiter: string,
  rankOfId: (key: string, id: string) => number | undefined,
): Place {
  const [key, id] = [query.get('key-marker'), query.get(idMarker)];
  if (!key) {
    if (id) throw new S3Error('InvalidArgument', `A ${idMarker} cannot be specified without a key marker.`);
    return START;
  }
  if (!id) return delimiter && key.endsWith(delimiter) ? afterPrefix(key) : afterKey(key);
  if (idMarker === 'version-id-marker') versionIdIn(new URLSearchParams({ versionId: id }));
  const rank = rankOfId(key, id);
  return rank === undefined ? beforeKey(key) : { key, rank };
}

/** A continuation token. */
export const tokenOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64');

/** Where a continuation token goes on. @throws S3Error InvalidArgument for one that is none */
export function placeIn(token: string): Place {
  try {
    const { key, rank } = JSON.parse(Buffer.from(token, 'base64').toString()) as Place;
    if (typeof key === 'string' && typeof rank === 'number') return { key, rank };
  } catch {
    // Whatever else it was, it was none of ours.
  }
  throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
}
