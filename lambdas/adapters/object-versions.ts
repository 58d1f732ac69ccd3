import {
  type DeleteMarkerEntry,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  type S3Client,
} from '@aws-sdk/client-s3';

/** A version of an object, or a delete marker. */
export interface Version {
  readonly Key: string;
  readonly VersionId: string;
  readonly isMarker: boolean;
}

/** Where a listing of versions goes on; JSON. */
export interface VersionsMark {
  readonly of: 'versions';
  readonly key?: string;
  readonly id?: string;
}

/** A page of a listing, and where the next one begins. */
export interface VersionsPage {
  readonly versions: readonly Version[];
  readonly next: VersionsMark | undefined;
}

/** Characters that XML 1.0 cannot carry, and with it a list of keys to delete; a URL can. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a key may have them
const NOT_IN_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Lists the next page of versions and markers below a prefix. */
export async function listVersions(
  s3: S3Client,
  place: { readonly Bucket: string; readonly Prefix: string },
  { key, id }: VersionsMark,
): Promise<VersionsPage> {
  const input = { ...place, EncodingType: 'url', KeyMarker: key, VersionIdMarker: id } as const;
  const page = await s3.send(new ListObjectVersionsCommand(input));
  const versions = [
    ...(page.Versions ?? []).map((version) => versionOf(version, false)),
    ...(page.DeleteMarkers ?? []).map((marker) => versionOf(marker, true)),
  ];
  return { versions, next: page.IsTruncated ? markOf(page) : undefined };
}

/** Removes versions and markers for good, a thousand at most. @throws where one of them is not gone */
export async function deleteVersions(s3: S3Client, Bucket: string, versions: readonly Version[]): Promise<void> {
  const named = versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
  const Objects = named.filter(({ Key }) => !NOT_IN_XML.test(Key));
  if (Objects.length > 0) {
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const codes = new Set(Errors.map(({ Code }) => Code));
    if (Errors.length > 0)
      throw new Error(`S3 did not delete ${Errors.length} of ${Objects.length} versions: ${[...codes].join(', ')}`);
  }
  for (const version of named.filter(({ Key }) => NOT_IN_XML.test(Key)))
    await s3.send(new DeleteObjectCommand({ Bucket, ...version }));
}

/** A key as `encoding-type=url` writes it; in XML as it is some keys could not be read. */
export const decodedKey = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));

const versionOf = ({ Key, VersionId }: ObjectVersion | DeleteMarkerEntry, isMarker: boolean): Version => ({
  Key: decodedKey(Key!),
  VersionId: VersionId!,
  isMarker,
});

/** S3 tells the key in its encoding, and wants it back as it is. */
const markOf = ({ NextKeyMarker, NextVersionIdMarker: id }: ListObjectVersionsCommandOutput): VersionsMark => ({
  of: 'versions',
  key: decodedKey(NextKeyMarker!),
  ...(id !== undefined && { id }),
});
