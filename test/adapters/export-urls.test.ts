import { expect, it, onTestFinished, vi } from 'vitest';
import { exportUrls } from '../../lambdas/adapters/export-urls.ts';
import { bucket, startS3 } from '../local/services/s3-support.ts';
import { START } from '../local/support.ts';

const ready = {
  exportId: 'e-1',
  state: 'ready',
  requestedAt: new Date(START),
  readyAt: new Date(START),
  availableUntil: new Date(START + 7 * 86_400_000),
  archives: [
    { name: 'export-e-1-1.zip', bytes: 5, sha256: 'a'.repeat(64) },
    { name: 'export-e-1-2.zip', bytes: 6, sha256: 'b'.repeat(64) },
  ],
} as const;

async function setUp() {
  const parts = await startS3(bucket('b'));
  await parts.put('b', 'exports/a|c:me/e-1/1.zip', 'first');
  await parts.put('b', 'exports/a|c:me/e-1/2.zip', 'second');
  vi.stubEnv('AWS_ENDPOINT_URL', parts.wire.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'known');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  onTestFinished(() => void vi.unstubAllEnvs());
  const from = new Date(Math.floor(parts.clock.now() / 1000) * 1000);
  return { ...parts, linked: await exportUrls('b')('a|c:me', ready, { from, seconds: 900 }) };
}

it('gives each archive, under its own name, to whoever has its URL', async () => {
  const { linked } = await setUp();

  const answers = await Promise.all(linked.map(({ url }) => fetch(url)));

  expect(linked.map(({ url: _, ...archive }) => archive)).toEqual(ready.archives);
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['first', 'second']);
  expect(answers.map(({ headers }) => headers.get('content-disposition'))).toEqual([
    'attachment; filename="export-e-1-1.zip"',
    'attachment; filename="export-e-1-2.zip"',
  ]);
});

it('asks nobody for it', async () => {
  const { wire } = await setUp();

  expect(wire.calls.all().map(({ operation }) => operation)).not.toContain('GetObject');
});

it('gives nothing any more once its time is over, nor for another archive', async () => {
  const { clock, linked } = await setUp();
  const { url } = linked[0]!;

  await clock.advance(890_000);
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(url.replace('/1.zip', '/2.zip'))).status).toBe(403);

  await clock.advance(20_000);
  expect((await fetch(url)).status).toBe(403);
});
