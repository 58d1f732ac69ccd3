import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportArchives } from '../../lambdas/app/export-archives.ts';
import type { ExportableHolding } from '../../lambdas/app/holding.ts';
import type { Execution } from '../../lambdas/app/ports.ts';
import { MINUTE, plus } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';
import { filesHolding, RECORDED, recordsHolding } from '../support/exported-holdings.ts';
import { memoryArchives } from '../support/memory-archives.ts';
import { memoryExecution } from '../support/memory-execution.ts';
import { faultsOf, manifestOf, recordsIn } from '../support/zip.ts';

const MB = 1024 * 1024;
const plan = {
  folder: 'exports/acme/e-1/',
  name: (n: number) => `export-${n}.zip`,
  stillWanted: async () => true,
};

interface Setting {
  readonly holdings: readonly ExportableHolding[];
  readonly most?: { readonly bytes: number; readonly entries: number };
  readonly stillWanted?: () => Promise<boolean>;
  readonly timeLeft?: () => number;
  readonly tries?: number;
  /** How long each look at the clock takes, milliseconds. */
  readonly tick?: number;
}

async function exported({ holdings, most, stillWanted, timeLeft, tries = 1, tick = 0 }: Setting) {
  const { store, archives, begun, options } = memoryArchives();
  const { execution, log } = memoryExecution({ tries });
  let now = NOON;
  const clock = () => {
    now = plus(now, tick);
    return now;
  };
  const ports = { holdings, store, clock, ...(most && { most }) };
  const timed: Execution = timeLeft ? { ...execution, timeLeft } : execution;
  const made = await exportArchives(ports)('acme', { ...plan, ...(stillWanted && { stillWanted }) }, timed);
  return { made, archives, begun, options, log, contents: [...archives.values()] };
}

/** All that the archives hold of a holding's records, in their order. */
const idsIn = (contents: readonly ReadonlyMap<string, Buffer>[], name: string) =>
  contents.flatMap((entries) => recordsIn(entries, `${name}.jsonl`).map(({ id }) => id));
const filesIn = (contents: readonly ReadonlyMap<string, Buffer>[], name: string) =>
  contents.flatMap((entries) => [...entries].filter(([path]) => path.startsWith(`${name}/`)));
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);
const noise = (bytes: number, fill: number) => Buffer.alloc(bytes, fill % 256);

describe('an export', () => {
  it('is one archive: records by the line, files beside them, and a manifest that names every other entry', async () => {
    const files = [Buffer.from('one'), Buffer.from('two')];
    const holdings = [recordsHolding('calls', 25), recordsHolding('notes', 0), filesHolding('recordings', files)];

    const { made, archives, contents } = await exported({ holdings });

    const [entries] = contents;
    expect([...archives.keys()]).toEqual(['exports/acme/e-1/1.zip']);
    expect([...entries!.keys()]).toEqual([
      'README.txt',
      'calls.jsonl',
      'recordings.jsonl',
      'recordings/0.wav',
      'recordings/1.wav',
      'manifest.json',
    ]);
    expect(recordsIn(entries!, 'calls.jsonl')).toEqual(upTo(25).map((id) => ({ accountId: 'acme', id })));
    expect(faultsOf(entries!)).toEqual([]);
    expect(manifestOf(entries!)).toMatchObject({
      accountId: 'acme',
      takenAt: NOON.toISOString(),
      archive: 1,
      archives: 1,
      files: [
        { path: 'README.txt', holding: null },
        { path: 'calls.jsonl', holding: 'calls', records: 25 },
        { path: 'recordings.jsonl', holding: 'recordings', records: 2 },
        { path: 'recordings/0.wav', holding: 'recordings', bytes: 3 },
        { path: 'recordings/1.wav', holding: 'recordings', bytes: 3 },
      ],
      leftOut: {},
      format: Array(5).fill(expect.stringMatching(/^\S.+ .+\.$/)),
    });
    const bytes = [...entries!.values()].reduce((sum, { length }) => sum + length, 0);
    expect(made).toEqual([{ name: 'export-1.zip', bytes, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('has texts made smaller and files left as they are, each with its own date', async () => {
    const holdings = [recordsHolding('calls', 1), filesHolding('recordings', [Buffer.from('one')])];

    const { options } = await exported({ holdings });

    const text = { compress: true, modifiedAt: NOON };
    expect(Object.fromEntries(options)).toEqual({
      'README.txt': text,
      'calls.jsonl': text,
      'recordings.jsonl': text,
      'recordings/0.wav': { compress: false, modifiedAt: RECORDED },
      'manifest.json': text,
    });
  });

  it('says which fields it leaves out', async () => {
    const holdings = [{ ...recordsHolding('profile', 1), omit: ['apiKey'] }, recordsHolding('calls', 1)];

    const { contents } = await exported({ holdings });

    expect(manifestOf(contents[0]!).leftOut).toEqual({ profile: ['apiKey'] });
  });

  it('of an account that holds nothing says so', async () => {
    const { contents } = await exported({ holdings: [recordsHolding('calls', 0), filesHolding('recordings', [])] });

    expect([...contents[0]!.keys()]).toEqual(['README.txt', 'manifest.json']);
    expect(faultsOf(contents[0]!)).toEqual([]);
  });

  it('does without a file that has gone since it was listed', async () => {
    const { contents } = await exported({ holdings: [filesHolding('recordings', [null, Buffer.from('x'), null])] });

    expect(filesIn(contents, 'recordings').map(([path]) => path)).toEqual(['recordings/1.wav']);
    expect(faultsOf(contents[0]!)).toEqual([]);
  });
});

describe('a large export', () => {
  const holdings = () => [
    recordsHolding('calls', 100),
    filesHolding(
      'recordings',
      upTo(10).map((n) => noise(600, n)),
    ),
    recordsHolding('notes', 5),
  ];

  it('is several archives, each whole in itself, and the last one knows how many', async () => {
    const { made, contents, log } = await exported({ holdings: holdings(), most: { bytes: 3_000, entries: 100 } });

    expect(contents.length).toBeGreaterThan(3);
    expect(made?.map(({ name }) => name)).toEqual(contents.map((_, n) => `export-${n + 1}.zip`));
    expect(contents.flatMap(faultsOf)).toEqual([]);
    const last = contents.length;
    expect(contents.map((entries) => manifestOf(entries).archive)).toEqual(contents.map((_, n) => n + 1));
    expect(contents.map((entries) => manifestOf(entries).archives)).toEqual(
      contents.map((_, n) => (n + 1 === last ? last : null)),
    );
    // Each begins in a fresh process.
    expect(log.filter((line) => line === 'before the next archive: 1 s')).toHaveLength(last - 1);
    expect(log.filter((line) => line.startsWith('archive '))).toHaveLength(last);
  });

  it('holds every record and every file once', async () => {
    const { contents } = await exported({ holdings: holdings(), most: { bytes: 3_000, entries: 100 } });

    expect(idsIn(contents, 'calls')).toEqual(upTo(100));
    expect(idsIn(contents, 'notes')).toEqual(upTo(5));
    expect(filesIn(contents, 'recordings')).toEqual(upTo(10).map((n) => [`recordings/${n}.wav`, noise(600, n)]));
  });

  it('has no more entries in an archive than it may', async () => {
    const { contents } = await exported({ holdings: holdings(), most: { bytes: MB, entries: 3 } });

    expect(filesIn(contents, 'recordings')).toHaveLength(10);
    // README.txt and manifest.json come on top.
    expect(Math.max(...contents.map(({ size }) => size))).toBe(5);
  });

  it('gives a file an archive of its own that is larger than any may be', async () => {
    const files = [noise(10, 1), noise(5_000, 2), noise(10, 3)];

    const { contents } = await exported({
      holdings: [filesHolding('recordings', files)],
      most: { bytes: 2_500, entries: 100 },
    });

    expect(filesIn(contents, 'recordings').map(([, content]) => content)).toEqual(files);
    expect(contents.map((entries) => filesIn([entries], 'recordings').map(([path]) => path))).toEqual([
      ['recordings/0.wav'],
      ['recordings/1.wav'],
      ['recordings/2.wav'],
    ]);
  });

  it('closes an archive when the time of its process runs short, and takes something into each', async () => {
    let left = 15;
    const timeLeft = () => {
      left = left < 2 ? 15 : left - 1;
      return left * MINUTE;
    };

    const { contents } = await exported({ holdings: holdings(), timeLeft });
    const { contents: hurried } = await exported({ holdings: holdings(), timeLeft: () => 0 });

    for (const archives of [contents, hurried]) {
      expect(archives.length).toBeGreaterThan(1);
      expect(idsIn(archives, 'calls')).toEqual(upTo(100));
      expect(filesIn(archives, 'recordings')).toHaveLength(10);
      expect(archives.flatMap(faultsOf)).toEqual([]);
    }
    expect(hurried.every(({ size }) => size === 3)).toBe(true);
  });

  it('begins a file only where there is time for all of it', async () => {
    const claimed = [1, 9_000_000_000, 1];
    const holding = filesHolding(
      'recordings',
      upTo(3).map((n) => noise(1, n)),
      claimed,
    );

    const { contents } = await exported({ holdings: [holding], most: { bytes: 1e12, entries: 100 } });

    expect(contents.map((entries) => filesIn([entries], 'recordings').map(([path]) => path))).toEqual([
      ['recordings/0.wav'],
      ['recordings/1.wav', 'recordings/2.wav'],
    ]);
  });
});

describe('an export that is cut short', () => {
  it('makes the archive again in its place, from where it began', async () => {
    let reads = 0;
    const sound = recordsHolding('calls', 100);
    const failing: ExportableHolding = {
      ...sound,
      async *export(accountId, cursor) {
        for await (const page of sound.export(accountId, cursor)) {
          if (++reads % 4 === 0) throw new Error('throttled');
          yield page;
        }
      },
    };

    const { contents, begun } = await exported({
      holdings: [failing],
      most: { bytes: 1_300, entries: 100 },
      tries: 3,
    });

    expect(idsIn(contents, 'calls')).toEqual(upTo(100));
    expect(contents.flatMap(faultsOf)).toEqual([]);
    expect(begun.length).toBeGreaterThan(contents.length);
  });

  it('fails where it cannot be made', async () => {
    const failing: ExportableHolding = {
      name: 'calls',
      // biome-ignore lint/correctness/useYield: it fails before it has anything
      async *export() {
        throw new Error('gone away');
      },
    };

    await expect(exported({ holdings: [failing], tries: 3 })).rejects.toThrow('gone away');
  });

  it('is whole in the end, wherever it was cut', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 20 });
    // So seldom that an archive of eighty pages comes whole in one of five tries.
    const cuts = fc.infiniteStream(fc.integer({ min: 0, max: 49 }));
    const most = fc.record({ bytes: fc.integer({ min: 1, max: 9_000 }), entries: fc.integer({ min: 1, max: 10 }) });
    const asked = [fc.nat(60), fc.integer({ min: 1, max: 20 }), sizes, most, cuts] as const;

    await fc.assert(
      fc.asyncProperty(...asked, async (count, perPage, lengths, limits, when) => {
        const cut = () => {
          if (when.next().value === 0) throw new Error('cut');
        };
        const files = lengths.map(noise);
        const holdings = [recordsHolding('calls', count, perPage), filesHolding('recordings', files)];

        const { contents } = await exported({
          holdings: holdings.map((each) => cutting(each, cut)),
          most: limits,
          tries: 1_000,
        });

        expect(contents.flatMap(faultsOf)).toEqual([]);
        expect(idsIn(contents, 'calls')).toEqual(upTo(count));
        expect(filesIn(contents, 'recordings')).toEqual(files.map((content, n) => [`recordings/${n}.wav`, content]));
      }),
      { numRuns: 60 },
    );
  });

  /** The holding, whose every page and file may be the last that is heard of it. */
  const cutting = (holding: ExportableHolding, cut: () => void): ExportableHolding => ({
    name: holding.name,
    async *export(accountId, cursor) {
      for await (const page of holding.export(accountId, cursor)) {
        cut();
        yield page;
      }
    },
    ...(holding.files && {
      async *files(accountId, cursor) {
        for await (const file of holding.files!(accountId, cursor)) {
          yield {
            ...file,
            async open() {
              cut();
              return file.open();
            },
          };
        }
      },
    }),
  });
});

describe('an export that nobody wants any more', () => {
  const holdings = [recordsHolding('calls', 100)];

  it('is not begun', async () => {
    const { made, begun } = await exported({ holdings, stillWanted: async () => false });

    expect(made).toBeNull();
    expect(begun).toEqual([]);
  });

  it('ends while an archive is being made, and that one is not completed', async () => {
    let asked = 0;

    const { made, archives, begun } = await exported({ holdings, stillWanted: async () => ++asked < 3, tick: MINUTE });

    expect(made).toBeNull();
    expect(begun).toHaveLength(1);
    expect([...archives.keys()]).toEqual([]);
  });

  it('is asked about once more when all is in', async () => {
    let asked = 0;

    const { made, archives } = await exported({ holdings, stillWanted: async () => ++asked < 2 });

    expect(asked).toBe(2);
    expect(made).toBeNull();
    expect([...archives.keys()]).toEqual([]);
  });

  it('is asked about no more than every half a minute besides', async () => {
    let asked = 0;
    const stillWanted = async () => ++asked > 0;

    await exported({ holdings: [recordsHolding('calls', 100)], stillWanted });

    expect(asked).toBe(2);
  });

  it('leaves the archives that were made before it was known', async () => {
    let asked = 0;

    const { made, archives } = await exported({
      holdings,
      most: { bytes: 1_000, entries: 100 },
      stillWanted: async () => ++asked < 4,
    });

    expect(made).toBeNull();
    expect([...archives.keys()]).toEqual(['exports/acme/e-1/1.zip']);
  });
});
