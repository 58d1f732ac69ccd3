import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Ledger } from '../app/ports.ts';
import { pause } from './system.ts';

/** Tries to add an entry that others add at the same moment, and the longest pause between two, milliseconds. */
const TRIES = 5;
const LONGEST_PAUSE = 200;

/** The ledger in a bucket where nothing is written over and nothing goes (lib/constructs/ledger.ts). */
export function s3Ledger(Bucket: string): Ledger {
  const s3 = new S3Client({});
  return {
    async add(Key, Body) {
      for (let tries = 1; ; tries++) {
        try {
          await s3.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*' }));
          return;
        } catch (error) {
          if (isThereAlready(error)) return;
          if (!isInTheMaking(error) || tries === TRIES) throw error;
          await pause(LONGEST_PAUSE);
        }
      }
    },
    async read(Key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return (await Body?.transformToString()) ?? '';
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    async below(Prefix) {
      const paths: string[] = [];
      for await (const { Contents } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
        paths.push(...(Contents ?? []).map(({ Key }) => Key!));
      }
      return paths;
    },
  };
}

const isNamed = (error: unknown, name: string) => error instanceof S3ServiceException && error.name === name;

/** What S3 says to `If-None-Match: *` where there is an object, and where one is just being written (its API reference). */
const isThereAlready = (error: unknown) => isNamed(error, 'PreconditionFailed');
const isInTheMaking = (error: unknown) => isNamed(error, 'ConditionalRequestConflict');
