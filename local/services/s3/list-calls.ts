import type { Operations, Stores } from './calls.ts';
import { afterKey, list, START, toTheSecond } from './listing.ts';
import { ask, common, type Encode, markers, placeAfter, placeIn, tokenOf } from './pages.ts';
import { type Place, rankOf, type Version } from './versions.ts';
import { XML, xml } from './xml.ts';

const OWNER = { ID: 'local' };

/** What can be listed: objects, versions, unfinished uploads. */
export function listCalls({ versions, uploads }: Stores): Operations {
  return {
    ListObjectsV2({ bucket: { name }, query }) {
      const { encode, ...asked } = ask(query, 'max-keys');
      const [token, startAfter] = [query.get('continuation-token'), query.get('start-after')];
      const after = token === null ? (startAfter ? afterKey(startAfter) : START) : placeIn(token);
      const found = list((place) => versions.nextCurrent(name, place), { ...asked, after });
      const Contents = found.entries.map((version) => ({ ...entryOf(version, encode), ...sizeOf(version) }));
      return answer('ListBucketResult', {
        ...common(query, name, 'MaxKeys', asked, found, encode),
        KeyCount: Contents.length + found.commonPrefixes.length,
        ContinuationToken: token ?? undefined,
        NextContinuationToken: found.more && tokenOf(found.more),
        StartAfter: startAfter === null ? undefined : encode(startAfter),
        Contents,
      });
    },
    ListObjectVersions({ bucket: { name }, query }) {
      const { encode, ...asked } = ask(query, 'max-keys');
      const marker = query.get('version-id-marker');
      const findRank = (key: string, id: string) => rankOf(id) ?? versions.find(name, key, id)?.rank;
      const after = placeAfter(query, 'version-id-marker', asked.delimiter, findRank);
      const found = list((place) => versions.next(name, place), { ...asked, after });
      const last = found.entries.at(-1);
      const page = found.entries.map((version) => ({
        version,
        entry: { ...entryOf(version, encode), VersionId: version.id, IsLatest: version.latest, Owner: OWNER },
      }));
      return answer('ListVersionsResult', {
        ...common(query, name, 'MaxKeys', asked, found, encode),
        ...markers(query, found, encode),
        VersionIdMarker: marker ?? '',
        NextVersionIdMarker: found.more && isAt(found.more, last) ? last.id : undefined,
        Version: page.flatMap(({ version, entry }) => (version.marker ? [] : [{ ...entry, ...sizeOf(version) }])),
        DeleteMarker: page.flatMap(({ version, entry }) => (version.marker ? [entry] : [])),
      });
    },
    ListMultipartUploads({ bucket: { name }, query }) {
      const { encode, ...asked } = ask(query, 'max-uploads');
      const findRank = (key: string, id: string) => uploads.find(name, key, id)?.rank;
      const after = placeAfter(query, 'upload-id-marker', asked.delimiter, findRank);
      const found = list((place) => uploads.next(name, place), { ...asked, after });
      const last = found.entries.at(-1);
      return answer('ListMultipartUploadsResult', {
        ...common(query, undefined, 'MaxUploads', asked, found, encode),
        Bucket: name,
        ...markers(query, found, encode),
        UploadIdMarker: query.get('upload-id-marker') ?? '',
        NextUploadIdMarker: found.more && isAt(found.more, last) ? last.id : undefined,
        Upload: found.entries.map(({ key, id, initiated }) => ({
          Key: encode(key),
          UploadId: id,
          Owner: OWNER,
          StorageClass: 'STANDARD',
          Initiated: toTheSecond(initiated),
        })),
      });
    },
  };
}

const answer = (root: string, tree: Parameters<typeof xml>[1]) => ({ headers: XML, body: xml(root, tree) });
const isAt = <T extends Place>({ key, rank }: Place, last: T | undefined): last is T =>
  last?.key === key && last.rank === rank;

const entryOf = ({ key, modified }: Version, encode: Encode) => ({
  Key: encode(key),
  LastModified: toTheSecond(modified),
});

const sizeOf = ({ etag, size, headers, checksum }: Version) => ({
  ETag: `"${etag}"`,
  Size: size,
  StorageClass: headers['x-amz-storage-class'] ?? 'STANDARD',
  ChecksumAlgorithm: checksum?.header.slice('x-amz-checksum-'.length).toUpperCase(),
});
