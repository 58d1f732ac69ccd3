import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { WireHead } from '../../wire.ts';
import { S3Error } from './errors.ts';

/** Something that takes bytes and tells their digest, base64. */
interface Digest {
  update(chunk: Buffer): void;
  value(): string;
}

const hash = (algorithm: string) => (): Digest => {
  const sum = createHash(algorithm);
  return { update: (chunk) => void sum.update(chunk), value: () => sum.digest('base64') };
};

function crc(): Digest {
  let sum = 0;
  return {
    update(chunk) {
      sum = crc32(chunk, sum);
    },
    value() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(sum);
      return bytes.toString('base64');
    },
  };
}

/** The checksums that are held against the body; any other is kept as it was given. */
const CHECKED: Readonly<Record<string, () => Digest>> = { crc32: crc, sha1: hash('sha1'), sha256: hash('sha256') };
const CHECKSUM = /^x-amz-checksum-(?!algorithm$|type$|mode$)(\w+)$/;

/** A checksum that came with a body. */
export interface Checksum {
  /** The header that says it. */
  readonly header: string;
  readonly value: string;
}

/** What a body is held against while it comes in. */
export interface Checks {
  update(chunk: Buffer): void;
  /** Compares with what the headers and trailers say. @throws S3Error BadDigest, XAmzContentSHA256Mismatch */
  done(trailers: ReadonlyMap<string, string>): { readonly md5: Buffer; readonly checksum?: Checksum };
}

/** Whether the request says what its body has to be. */
export const isChecked = ({ headers }: Pick<WireHead, 'headers'>): boolean =>
  headers['content-md5'] !== undefined || checksumHeader(headers) !== undefined;

function checksumHeader(headers: WireHead['headers']): string | undefined {
  const trailers = (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  return [...Object.keys(headers), ...trailers].find((name) => CHECKSUM.test(name));
}

/** Begins to hold a body against what its request says of it. */
export function startChecks({ headers }: Pick<WireHead, 'headers'>): Checks {
  const md5 = hash('md5')();
  const header = checksumHeader(headers);
  const checksum = CHECKED[CHECKSUM.exec(header ?? '')?.[1] ?? '']?.();
  const signed = /^[0-9a-f]{64}$/.test(headers['x-amz-content-sha256'] ?? '') ? CHECKED.sha256!() : undefined;
  const all = [md5, checksum, signed];
  return {
    update(chunk) {
      for (const digest of all) digest?.update(chunk);
    },
    done(trailers) {
      const sum = md5.value();
      if (headers['content-md5'] && headers['content-md5'] !== sum) throw new S3Error('BadDigest');
      const given = header && (headers[header] ?? trailers.get(header));
      if (checksum && given !== checksum.value()) throw new S3Error('BadDigest');
      if (signed && headers['x-amz-content-sha256'] !== Buffer.from(signed.value(), 'base64').toString('hex'))
        throw new S3Error('XAmzContentSHA256Mismatch');
      return { md5: Buffer.from(sum, 'base64'), ...(header && given && { checksum: { header, value: given } }) };
    },
  };
}
