import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { ExportFile } from '../../lambdas/app/holding.ts';
import { readAhead } from '../../lambdas/app/read-ahead.ts';
import { NOON } from '../support/accounts.ts';

const MB = 1024 * 1024;

/** So many files, and which of them have been opened. */
function files(
  sizes: readonly number[],
  open = async (n: number): Promise<Readable | null> => Readable.from([`${n}`]),
) {
  const opened: number[] = [];
  async function* all(): AsyncGenerator<ExportFile> {
    for (const [n, bytes] of sizes.entries())
      yield {
        path: `${n}`,
        bytes,
        modifiedAt: NOON,
        cursor: { after: n },
        open() {
          opened.push(n);
          return open(n);
        },
      };
  }
  return { ahead: readAhead(all()), opened };
}

const textOf = async (content: Readable | Buffer | null) =>
  content && (Buffer.isBuffer(content) ? content : await buffer(content)).toString();

describe('reading ahead', () => {
  it('gives the files in their order, each with its own content', async () => {
    const { ahead } = files(Array.from({ length: 30 }, (_, n) => (n % 3 ? 10 : 2 * MB)));

    const texts: unknown[] = [];
    for await (const { file, content } of ahead) texts.push([file.path, await textOf(await content())]);

    expect(texts).toEqual(Array.from({ length: 30 }, (_, n) => [`${n}`, `${n}`]));
  });

  it('opens some small files before it is their turn, and no more than some', async () => {
    const { ahead, opened } = files(Array(30).fill(10));

    await ahead.next();

    expect(opened).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('opens a large file when it is its turn', async () => {
    const { ahead, opened } = files([10, 2 * MB, 10]);

    await ahead.next();
    expect(opened).toEqual([0, 2]);
    const { value } = await ahead.next();
    expect(opened).toEqual([0, 2]);
    await value!.content();
    expect(opened).toEqual([0, 2, 1]);
  });

  it('tells of a file that cannot be read when it is its turn, and of no other', async () => {
    const { ahead } = files([10, 10], async (n) => {
      if (n === 1) throw new Error('cut off');
      return null;
    });

    const { value: gone } = await ahead.next();
    expect(await gone!.content()).toBeNull();
    await new Promise((resolve) => setTimeout(resolve));
    const { value: broken } = await ahead.next();

    await expect(broken!.content()).rejects.toThrow('cut off');
  });
});
