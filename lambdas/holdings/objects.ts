import { type ListObjectsV2CommandInput, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { deleteVersions, listVersions, type VersionsMark, type VersionsPage } from '../adapters/object-versions.ts';
import { abortUploads } from '../adapters/unfinished-uploads.ts';
import type { Holding } from '../app/holding.ts';
import { MINUTE } from '../domain/time.ts';
import { objectFiles } from './object-files.ts';
import type { ObjectsSpec } from './spec.ts';

/** A slice stops when its process has less than this left, milliseconds. */
const MARGIN = MINUTE;
/** The most that S3 lists in one call. */
const PAGE = 1_000;
/** Pages of versions that are deleted at a time: S3 takes 3,500 deletions a second below a prefix. */
const SIDE_BY_SIDE = 4;

/** Where erasing has come to: unfinished uploads go first, lest one becomes an object behind our back. */
type Mark = { readonly of: 'uploads' } | VersionsMark;

interface Step {
  readonly erased: number;
  readonly next?: Mark | undefined;
}

type Place = { readonly Bucket: string; readonly Prefix: string };

/** Files below a prefix of a bucket. What is counted and exported are the current ones; what is erased is everything. */
export function objects(s3: S3Client, { name, outcome, bucket: Bucket, prefix }: ObjectsSpec): Holding {
  const place = (accountId: string): Place => ({ Bucket, Prefix: prefix.replace('{accountId}', () => accountId) });
  const current = (input: ListObjectsV2CommandInput, pageSize = PAGE) =>
    paginateListObjectsV2({ client: s3, pageSize }, input);

  return {
    name,
    outcome,
    async count(accountId, most) {
      let count = 0;
      for await (const { KeyCount = 0 } of current(place(accountId), Math.min(most + 1, PAGE))) {
        count += KeyCount;
        if (count > most) return { count: most, atLeast: true };
      }
      return { count };
    },
    ...objectFiles(s3, place),
    suspend: nothing,
    resume: nothing,
    async erase(accountId, slice) {
      const at = place(accountId);
      let erased = 0;
      for (let mark = (slice.cursor ?? { of: 'uploads' }) as Mark; ; ) {
        const step = await (mark.of === 'uploads' ? abortPage(s3, at) : deletePages(s3, at, mark));
        erased += step.erased;
        if (!step.next) return { erased };
        if (slice.timeLeft() < MARGIN) return { erased, cursor: { ...step.next } };
        mark = step.next;
      }
    },
  };
}

/** Those that are aborted are not in the next page. */
async function abortPage(s3: S3Client, place: Place): Promise<Step> {
  const { aborted, more } = await abortUploads(s3, place);
  return { erased: aborted, next: { of: more ? 'uploads' : 'versions' } };
}

/** Deletes some pages of versions and markers. */
async function deletePages(s3: S3Client, place: Place, from: VersionsMark): Promise<Step> {
  const pages: VersionsPage[] = [];
  let next: VersionsMark | undefined = from;
  while (next && pages.length < SIDE_BY_SIDE) {
    const page: VersionsPage = await listVersions(s3, place, next);
    pages.push(page);
    next = page.next;
  }
  await Promise.all(pages.map(({ versions }) => deleteVersions(s3, place.Bucket, versions)));
  return { erased: pages.reduce((sum, { versions }) => sum + versions.length, 0), next };
}

const nothing = async (): Promise<void> => {};
