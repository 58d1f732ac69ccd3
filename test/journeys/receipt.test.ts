import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { s3Ledger } from '../../lambdas/adapters/s3-ledger.ts';
import { check } from '../../receipt-check/check.ts';
import { system } from '../support/system.ts';

const local = system();
const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const ada = { userId: 'ada', email: 'ada@acme.example' };
let preview: { holdings: { name: string; count: number }[]; retained: { name: string; count: number }[] };
let deletion: Record<string, string>;
let link: string;

/** Has an owner delete the account; gives the scheduled deletion. */
async function confirmed(user: { userId: string; email: string }): Promise<Record<string, string>> {
  const owner = await local.as(user);
  await owner('POST', '/account/deletion');
  return (await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) })).body.deletion;
}

/** Where the last mail to the owner leads. */
async function receiptOf({ email }: { email: string }): Promise<string> {
  const mails: { to: string; text: string }[] = await local.local('GET', '/mail');
  return /Get the receipt:\n(\S+)/.exec(mails.findLast(({ to }) => to === email)!.text)![1]!;
}

beforeAll(async () => {
  preview = (await (await local.as(ada))('GET', '/account/deletion/preview')).body;
  deletion = await confirmed(ada);
  await local.advance('P7DT2M');
  link = await receiptOf(ada);
});

/** As anyone would, with whatever `authorization` they have. */
const get = (path: string, authorization?: string, method = 'GET') =>
  fetch(path.startsWith('http') ? path : `${local.parts.url}/api${path}`, {
    method,
    headers: authorization === undefined ? {} : { authorization },
  });

describe('the receipt', () => {
  it('is what the last mail leads to, for whoever has the link, to be kept for good', async () => {
    expect(link).toMatch(new RegExp(`^${local.parts.url}/api/receipts/[\\w-]{43}$`));

    const answers = await Promise.all([get(link), get(link, 'Bearer nonsense'), get(link)]);

    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    for (const { status, headers } of answers) {
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('application/jose');
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it('tells when it happened, what went and what was kept, and nothing personal', async () => {
    const jws = await (await get(link)).text();
    const said = decodeJwt<{ holdings: { name: string; outcome: string; before: number; after: number }[] }>(jws);

    expect(decodeProtectedHeader(jws)).toMatchObject({ alg: 'ES256', typ: 'deletion-receipt+jwt' });
    const { deletionId, requestedAt, confirmedAt, purgeAt } = deletion;
    const receiptId = link.split('/').at(-1);
    expect(said).toMatchObject({ receiptId, accountId: 'acme', deletionId, requestedAt, confirmedAt, purgeAt });
    const { holdings } = said;
    const beforeOf = (name: string) => holdings.find((holding) => holding.name === name)?.before;
    // What is kept in two places, in a table and where it runs, counts in both.
    for (const { name, count } of [...preview.holdings, ...preview.retained])
      expect(beforeOf(name), name).toBeGreaterThanOrEqual(count);
    expect([beforeOf('contacts'), beforeOf('phone-numbers')]).toEqual([1_000, 3]);
    for (const { outcome, before, after } of holdings) expect(after).toBe(outcome === 'retain' ? before : 0);
    expect(said).toMatchObject({ released: 3, retained: [{ name: 'usage', count: preview.retained[0]?.count }] });
    expect(JSON.stringify(said)).not.toMatch(/@|\+1555|Acme Voice|"(ada|ben|cleo)"/);
  });

  it('is checked by the published keys with one command, and by no other', async () => {
    const jws = await (await get(link)).text();
    const published = await get('/.well-known/jwks.json', 'Bearer nonsense');
    const { keys } = (await published.json()) as { keys: { kid: string }[] };
    expect(published.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(keys).toHaveLength(2);
    const other = keys.filter(({ kid }) => kid !== decodeProtectedHeader(jws).kid);
    const payload = jws.split('.')[1]!;
    const lied = Buffer.from(payload, 'base64url').toString().replace('"released":3', '"released":4');
    const changed = jws.replace(payload, Buffer.from(lied).toString('base64url'));

    expect(await checkReceipt(jws, keys)).toMatchObject({ code: 0, out: expect.stringMatching(/\nvalid\n$/) });
    expect(await checkReceipt(changed, keys)).toMatchObject({ code: 1, err: expect.stringContaining('does not fit') });
    expect(await checkReceipt(jws, other)).toMatchObject({ code: 1, err: expect.stringContaining('not among these') });
  });

  /** A month and a half takes half a minute: the longer run waits for it. */
  const [span, later] = process.env.LONG ? ['P36D', ['backups-end', 'final-export-end']] : ['P1DT1H', []];

  it('has sequels in the ledger, of each thing that happens later, and stays as it is', async () => {
    const before = await (await get(link)).text();
    await local.advance(span as string);

    expect(await (await get(link)).text()).toBe(before);
    const folder = `receipts/${link.split('/').at(-1)}/`;
    const paths = await ledger().below(folder);
    const names = paths.map((path) => path.slice(folder.length).replace(/-\d.*/, ''));
    expect(names.sort()).toEqual(['check', 'receipt.jws', ...later].sort());
    const vault = local.parts.template.buckets.find(({ logicalId }) => /^FinalExport/.test(logicalId))!.name;
    expect(local.parts.s3.objects(vault)).toHaveLength(later.includes('final-export-end') ? 0 : 1);
    const keys = await (await get('/.well-known/jwks.json')).json();
    for (const path of paths) await expect(check((await ledger().read(path))!, keys)).resolves.toBeDefined();
    expect(JSON.parse((await ledger().read(`deletions/${deletion.deletionId}/receipt.json`))!)).toEqual({
      receiptId: link.split('/').at(-1),
    });
  }, 120_000);

  it('is issued once, though KMS and the ledger fail on the way', async () => {
    const { owner } = await local.account(20);
    await confirmed(owner);
    await local.advance('P6DT23H59M');
    const faults = [
      { service: 'kms', operation: 'Sign', times: 5, kind: 'error' },
      { service: 'kms', operation: 'Sign', times: 1, kind: 'timeout-after-effect' },
      { service: 's3', operation: 'PutObject', times: 3, kind: 'timeout-after-effect' },
    ];
    for (const fault of faults) await local.local('POST', '/faults', fault);

    await local.advance('PT2H');

    const found = await receiptOf(owner);
    const jws = await (await get(found)).text();
    const { statement } = await check(jws, await (await get('/.well-known/jwks.json')).json());
    expect(statement).toMatchObject({ receiptId: found.split('/').at(-1) });
    expect(await ledger().below(`receipts/${statement.receiptId}/`)).toHaveLength(1);
  });

  it.each([
    ['an id that nobody has', 'x'.repeat(43)],
    ['one too short', 'x'.repeat(42)],
    ['one in another alphabet', encodeURIComponent(`${'x'.repeat(42)}é`)],
    ['one that climbs', '..%2E'],
  ])('is not found by %s', async (_, id) => {
    const { status, body, headers } = await local.call('GET', `/api/receipts/${id}`);

    expect([status, body.code, headers.get('cache-control')]).toEqual([404, 'not-found', 'no-store']);
  });

  it.each(['HEAD', 'POST', 'PUT', 'DELETE'])('has no route for %s', async (method) => {
    expect((await get(link, undefined, method)).status).toBe(404);
  });
});

/** The ledger, as the functions know it. */
function ledger() {
  const { environment } = local.parts.template.functions.find(({ entry }) => entry === 'lambdas/get-receipt.ts')!;
  vi.stubEnv('AWS_ENDPOINT_URL', local.parts.wire.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  return s3Ledger(environment.LEDGER_BUCKET!);
}

/** The command as it is typed, with the two files saved before. */
async function checkReceipt(jws: string, keys: readonly unknown[]) {
  writeFileSync(join(folder, 'receipt.jws'), jws);
  writeFileSync(join(folder, 'jwks.json'), JSON.stringify({ keys }));
  const files = ['receipt.jws', 'jwks.json'].map((name) => join(folder, name));
  const child = spawn('npm', ['run', '--silent', 'check-receipt', '--', ...files]);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, err, code: await ended };
}
