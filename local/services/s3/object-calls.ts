import type { Operations, S3Call, Stores } from './calls.ts';
import { S3Error } from './errors.ts';
import { encryptionIn, keptHeaders, takeBody, takeDocument } from './incoming.ts';
import { bypasses, checkLocked, newRetention, retentionOfPut } from './locks.ts';
import { described, existing, versionHeader, versionIdIn } from './reading.ts';
import { addObject, checkKey, condition, type Deleted, deleteObject } from './writing.ts';
import { XML, xml } from './xml.ts';
import { childrenOf, neededText, readXml, textOf, type XmlElement } from './xml-reader.ts';

const MOST_DELETED = 1_000;

/** What is done to objects, but for uploads in parts. */
export function objectCalls(stores: Stores): Operations {
  const { clock, versions, bodies } = stores;

  async function put(call: S3Call) {
    const { bucket, key } = call;
    checkKey(key);
    const headers = keptHeaders(call);
    const retention = retentionOfPut(call, bucket.lock, clock.now());
    checkLocked(call, retention);
    const holds = condition(stores, call);
    const { piece, md5, checksum } = await takeBody(call, bodies);
    try {
      holds();
    } catch (error) {
      bodies.drop([piece]);
      throw error;
    }
    const etag = md5.toString('hex');
    const content = { pieces: [piece], size: piece.size, etag, headers, ...(checksum && { checksum }) };
    const { id } = addObject(stores, bucket, {
      key,
      modified: clock.now(),
      ...content,
      ...(retention && { retention }),
    });
    const sum = checksum && { [checksum.header]: checksum.value };
    return { headers: { etag: `"${etag}"`, ...versionHeader(bucket, id), ...encryptionIn(headers), ...sum } };
  }

  function deleted({ versionId, marker }: Deleted): Record<string, string> {
    return { ...(versionId && { 'x-amz-version-id': versionId }), ...(marker && { 'x-amz-delete-marker': 'true' }) };
  }

  /** One of many: what becomes of it is told inside a 200. */
  function deleteOne(call: S3Call, object: XmlElement) {
    const [key, versionId] = [neededText(object, 'Key'), textOf(object, 'VersionId')];
    const named = { Key: key, VersionId: versionId };
    try {
      versionIdIn(new URLSearchParams(versionId === undefined ? {} : { versionId }));
      const { marker, versionId: id } = deleteObject(stores, call.bucket, { key, versionId, bypass: bypasses(call) });
      return { done: { ...named, ...(marker && { DeleteMarker: true, DeleteMarkerVersionId: id }) } };
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      return { failed: { ...named, Code: error.code, Message: error.message } };
    }
  }

  return {
    PutObject: put,
    GetObject(call) {
      const { version, span, response } = described(stores, call);
      return response.status === 304 ? response : { ...response, body: bodies.read(version.pieces, span) };
    },
    HeadObject: (call) => described(stores, call).response,
    DeleteObject(call) {
      condition(stores, call)();
      const versionId = versionIdIn(call.query);
      const { bucket, key } = call;
      return {
        status: 204,
        headers: deleted(deleteObject(stores, bucket, { key, versionId, bypass: bypasses(call) })),
      };
    },
    async DeleteObjects(call) {
      const document = readXml(await takeDocument(call, true), 'Delete');
      const objects = childrenOf(document, 'Object');
      if (objects.length === 0 || objects.length > MOST_DELETED) throw new S3Error('MalformedXML');
      for (const object of objects) neededText(object, 'Key');
      const results = objects.map((object) => deleteOne(call, object));
      const quiet = textOf(document, 'Quiet') === 'true';
      const Deleted = quiet ? [] : results.flatMap(({ done }) => done ?? []);
      return {
        headers: XML,
        body: xml('DeleteResult', { Deleted, Error: results.flatMap(({ failed }) => failed ?? []) }),
      };
    },
    GetObjectRetention(call) {
      const { retention } = lockable(call, existing(stores, call));
      if (!retention) throw new S3Error('NoSuchObjectLockConfiguration');
      const RetainUntilDate = new Date(retention.until).toISOString();
      return { headers: XML, body: xml('Retention', { Mode: retention.mode, RetainUntilDate }) };
    },
    async PutObjectRetention(call) {
      const body = await takeDocument(call, true);
      const version = lockable(call, existing(stores, call));
      versions.retain(call.bucket.name, version, newRetention(body, version, clock.now(), bypasses(call)));
      return {};
    },
  };
}

function lockable<T>({ bucket }: S3Call, version: T): T {
  if (!bucket.lock) throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  return version;
}
