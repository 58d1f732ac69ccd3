import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { holdingsIn } from '../../local/platform.ts';
import { system } from '../support/system.ts';
import { unzipped } from '../support/unzipped.ts';
import { faultsOf, manifestOf, recordsIn } from '../support/zip.ts';

const local = system();
const RECORDS = Number(process.env.RECORDS ?? 20_000);
/** Megabytes, and of one file. */
const [FILES, FILE] = [Number(process.env.FILES ?? 50), 5];

const exporter = () => local.parts.template.functions.find(({ entry }) => entry === 'lambdas/prepare-export.ts')!;
const recordings = () => holdingsIn(local.parts.template).find((spec) => spec.kind === 'objects')!;
const calls = () => local.parts.wire.calls.all().filter(({ caller }) => caller === exporter().logicalId).length;

/** An account of so many records, and of files that nothing makes smaller; with the sums of those by their names. */
async function largeAccount() {
  const account = await local.account(RECORDS);
  const sums = new Map<string, string>();
  for (let n = 0; n < FILES / FILE; n++) {
    const content = randomBytes(FILE * 1024 * 1024);
    sums.set(`recordings/large-${n}.wav`, createHash('sha256').update(content).digest('hex'));
    await local.parts.s3.put(recordings().bucket, `recordings/${account.accountId}/large-${n}.wav`, content);
  }
  return { ...account, sums };
}

/** Exports the account while its process is killed after so many calls of each run. */
async function exported(user: { userId: string }, deaths: readonly number[]) {
  const owner = await local.as(user);
  const { body } = await owner('POST', '/account/exports');
  let killed = 0;
  for (const death of deaths) {
    const from = calls();
    while (calls() - from < death && (await state()).state === 'preparing') await sleep(2);
    local.parts.functions.kill(exporter().logicalId);
    killed += 1;
  }
  async function state() {
    return (await owner('GET', `/account/exports/${body.exportId}`)).body;
  }
  await local.until(async () => (await state()).state !== 'preparing', 300_000);
  return { ...(await state()), killed };
}

describe('a large export', () => {
  it('ends whole, though its process is killed three times on the way', async () => {
    const { accountId, owner, sums } = await largeAccount();
    const before = calls();
    await exported(owner, []);
    const oneRun = calls() - before;
    const deaths = [0, 1, 2].map(() => 5 + Math.floor(Math.random() * 0.9 * (oneRun - 5)));

    const { state, archives, killed } = await exported(owner, deaths);

    expect([state, killed, archives.length]).toEqual(['ready', 3, 1]);
    const runs = local.parts.lambda.executions().filter((each) => each.function === exporter().logicalId);
    expect(Math.max(...runs.map(({ invocations }) => invocations)), `killed after ${deaths} of ${oneRun}`).toBe(4);
    const zip = Buffer.from(await (await fetch(archives[0].url)).arrayBuffer());
    expect(zip.length).toBe(archives[0].bytes);
    const entries = await unzipped(zip);
    expect(faultsOf(entries)).toEqual([]);
    expect(manifestOf(entries)).toMatchObject({ accountId, archive: 1, archives: 1 });
    for (const [path, sum] of sums) expect(createHash('sha256').update(entries.get(path)!).digest('hex')).toBe(sum);
    const names = holdingsIn(local.parts.template).map(({ name }) => name);
    const held = names.reduce((sum, name) => sum + recordsIn(entries, `${name}.jsonl`).length, 0);
    expect(held).toBe(RECORDS + sums.size);
    expect(new Set(recordsIn(entries, 'contacts.jsonl').map(({ contactId }) => contactId)).size).toBe(
      recordsIn(entries, 'contacts.jsonl').length,
    );
    const { EXPORT_BUCKET } = exporter().environment;
    expect(local.parts.s3.objects(EXPORT_BUCKET!).map(({ key }) => key)).toHaveLength(2);
    expect(local.parts.s3.uploads(EXPORT_BUCKET!)).toEqual([]);
  }, 900_000);
});
