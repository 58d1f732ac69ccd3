import type { LocalClock } from '../../clock.ts';
import type { LocalLifecycleRule } from '../../template.ts';
import type { Bucket, Stores } from './calls.ts';
import { beforeKey } from './listing.ts';
import { isLocked } from './locks.ts';
import { abortUpload } from './upload-calls.ts';
import type { Place, Version } from './versions.ts';
import { deleteObject, removeVersion } from './writing.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Ends by the local clock, once a day, what the bucket's rules say has come to its end. */
export function startLifecycle(clock: Pick<LocalClock, 'every' | 'now'>, stores: Stores, bucket: Bucket): void {
  if (bucket.lifecycle.length > 0) clock.every(DAY, 'lifecycle', bucket.name, () => sweep(stores, bucket));
}

function sweep(stores: Stores, bucket: Bucket): void {
  const now = stores.clock.now();
  const { versions, uploads } = stores;
  for (const rule of bucket.lifecycle) {
    for (const key of keysOf((after) => versions.next(bucket.name, after), rule.prefix)) {
      sweepKey(stores, bucket, rule, key, now);
    }
    for (const upload of all((after) => uploads.next(bucket.name, after), rule.prefix)) {
      if (isOver(upload.initiated, rule.abortUploadsAfter, now)) abortUpload(stores, bucket.name, upload);
    }
  }
}

/** Whether so many days have gone by, counted as S3 does: up to the midnight (UTC) after. */
const isOver = (since: number, days: number | undefined, now: number): boolean =>
  days !== undefined && Math.ceil((since + days * DAY) / DAY) * DAY <= now;

function sweepKey(stores: Stores, bucket: Bucket, rule: LocalLifecycleRule, key: string, now: number): void {
  const ofKey = [...all((after) => stores.versions.next(bucket.name, after), key)].filter((each) => each.key === key);
  const [latest, ...older] = ofKey as [Version, ...Version[]];
  const { noncurrent } = rule;
  const ended = noncurrent
    ? older.slice(noncurrent.keep).filter(({ displaced }) => isOver(displaced!, noncurrent.days, now))
    : [];
  const removable = ended.filter((version) => !isLocked(version, now, false));
  for (const version of removable) removeVersion(stores, bucket, version);
  if (!latest.marker && isOver(latest.modified, rule.expireAfter, now)) {
    // In a bucket that keeps versions this only puts a marker on top.
    if (bucket.versioning || !isLocked(latest, now, false)) deleteObject(stores, bucket, { key, bypass: false });
  }
  const isAlone = removable.length === older.length;
  if (latest.marker && isAlone && (rule.expireMarkers || isOver(latest.modified, rule.expireAfter, now))) {
    removeVersion(stores, bucket, latest);
  }
}

/** All that an index has of the keys that begin like this. What is visited may be removed meanwhile. */
function* all<T extends Place>(next: (after: Place) => T | undefined, prefix: string): Generator<T> {
  let place: Place = beforeKey(prefix);
  for (let found = next(place); found?.key.startsWith(prefix); found = next(place)) {
    place = { key: found.key, rank: found.rank };
    yield found;
  }
}

function* keysOf(next: (after: Place) => Version | undefined, prefix: string): Generator<string> {
  let last: string | undefined;
  for (const { key } of all(next, prefix)) {
    if (key !== last) yield key;
    last = key;
  }
}
