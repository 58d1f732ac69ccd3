import { createHash } from 'node:crypto';
import type { Operations, S3Call, Stores } from './calls.ts';
import { S3Error } from './errors.ts';
import { encryptionIn, keptHeaders, takeBody, takeDocument } from './incoming.ts';
import { encoderOf, maximum, toTheSecond } from './listing.ts';
import { checkLocked, retentionOfPut } from './locks.ts';
import { versionHeader } from './reading.ts';
import type { Part, Upload } from './uploads.ts';
import { addObject, checkKey, condition } from './writing.ts';
import { XML, xml } from './xml.ts';
import { childrenOf, neededText, readXml } from './xml-reader.ts';

/** All parts but the last are at least so large. */
const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

/** Uploads in parts. */
export function uploadCalls(stores: Stores): Operations {
  const { clock, uploads, bodies } = stores;

  const uploadOf = ({ bucket, key, query }: S3Call): Upload => {
    const found = uploads.find(bucket.name, key, query.get('uploadId') ?? '');
    if (!found) throw new S3Error('NoSuchUpload');
    return found;
  };

  /** The parts that are to become the object, in their order. */
  function chosen(upload: Upload, body: Buffer): Part[] {
    const given = childrenOf(readXml(body, 'CompleteMultipartUpload'), 'Part');
    if (given.length === 0 || given.length > MOST_PARTS) throw new S3Error('MalformedXML');
    const parts = given.map((each, index) => {
      const number = Number(neededText(each, 'PartNumber'));
      if (index > 0 && number <= Number(neededText(given[index - 1]!, 'PartNumber'))) {
        throw new S3Error('InvalidPartOrder');
      }
      const part = uploads.part(upload, number);
      if (!part || part.etag !== neededText(each, 'ETag').replaceAll('"', '')) throw new S3Error('InvalidPart');
      return part;
    });
    if (parts.slice(0, -1).some(({ piece }) => piece.size < SMALLEST_PART)) throw new S3Error('EntityTooSmall');
    return parts;
  }

  function complete(call: S3Call, upload: Upload, parts: readonly Part[]) {
    const { bucket, key } = call;
    const unused = uploads.parts(upload).filter(({ number }) => !parts.some((part) => part.number === number));
    uploads.remove(bucket.name, upload);
    bodies.drop(unused.map(({ piece }) => piece));
    const sum = createHash('md5').update(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))));
    const { headers, retention, initiated: modified } = upload;
    const pieces = parts.map(({ piece }) => piece);
    const size = pieces.reduce((total, piece) => total + piece.size, 0);
    const etag = `${sum.digest('hex')}-${parts.length}`;
    // An object that was uploaded in parts is as old as its upload.
    return addObject(stores, bucket, { key, modified, pieces, size, etag, headers, ...(retention && { retention }) });
  }

  return {
    CreateMultipartUpload(call) {
      const { bucket, key } = call;
      checkKey(key);
      const retention = retentionOfPut(call, bucket.lock, clock.now());
      const detail = { headers: keptHeaders(call), ...(retention && { retention }) };
      const { id } = uploads.add(bucket.name, { key, initiated: clock.now(), ...detail });
      const body = xml('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: id });
      return { headers: { ...XML, ...encryptionIn(detail.headers) }, body };
    },
    async UploadPart(call) {
      const number = Number(call.query.get('partNumber'));
      if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
        throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
      }
      checkLocked(call, uploadOf(call).retention);
      const { piece, md5, checksum } = await takeBody(call, bodies);
      const etag = md5.toString('hex');
      const replaced = kept(call, { number, etag, piece, modified: clock.now(), ...(checksum && { checksum }) });
      if (replaced) bodies.drop([replaced.piece]);
      return { headers: { etag: `"${etag}"`, ...(checksum && { [checksum.header]: checksum.value }) } };
    },
    async CompleteMultipartUpload(call) {
      const holds = condition(stores, call);
      const body = await takeDocument(call);
      const upload = uploadOf(call);
      const parts = chosen(upload, body);
      holds();
      const { id, etag } = complete(call, upload, parts);
      const { bucket, key } = call;
      const headers = { ...XML, ...versionHeader(bucket, id), ...encryptionIn(upload.headers) };
      const result = { Location: `/${bucket.name}/${key}`, Bucket: bucket.name, Key: key, ETag: `"${etag}"` };
      return { headers, body: xml('CompleteMultipartUploadResult', result) };
    },
    AbortMultipartUpload(call) {
      abortUpload(stores, call.bucket.name, uploadOf(call));
      return { status: 204 };
    },
    ListParts(call) {
      const { query, bucket, key } = call;
      const upload = uploadOf(call);
      const [max, after] = [maximum(query, 'max-parts'), Number(query.get('part-number-marker') ?? 0)];
      const all = uploads.parts(upload, after);
      const page = all.slice(0, max);
      const tree = {
        Bucket: bucket.name,
        Key: encoderOf(query)(key),
        UploadId: upload.id,
        PartNumberMarker: after,
        NextPartNumberMarker: page.at(-1)?.number,
        MaxParts: max,
        IsTruncated: all.length > page.length,
        Part: page.map(({ number, etag, piece, modified }) => ({
          PartNumber: number,
          LastModified: toTheSecond(modified),
          ETag: `"${etag}"`,
          Size: piece.size,
        })),
      };
      return { headers: XML, body: xml('ListPartsResult', tree) };
    },
  };

  /** Adds a part, unless the upload has ended while the part came in. */
  function kept(call: S3Call, part: Part): Part | undefined {
    try {
      return uploads.addPart(uploadOf(call), part);
    } catch (error) {
      bodies.drop([part.piece]);
      throw error;
    }
  }
}

/** Ends an upload without an object. */
export function abortUpload({ uploads, bodies }: Stores, bucket: string, upload: Upload): void {
  const parts = uploads.parts(upload);
  uploads.remove(bucket, upload);
  bodies.drop(parts.map(({ piece }) => piece));
}
