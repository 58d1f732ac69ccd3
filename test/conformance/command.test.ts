import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { requestKey } from '../../conformance/keys.ts';
import { freePort, type Otherwise, type RunningService, startService } from './service.ts';

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));
let service: RunningService | undefined;
afterEach(() => service?.stop());

const run = async (...args: string[]) => {
  const ended = promisify(execFile)(process.execPath, ['conformance/main.ts', ...args]);
  return ended.then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }) => ({ code: code as number, stdout: String(stdout), stderr: String(stderr) }),
  );
};
async function tried(otherwise: Otherwise, ...more: string[]) {
  const port = await freePort();
  service = await startService(`http://localhost:${port}/.well-known/jwks.json`, otherwise);
  service.fill('acme', 10);
  service.fill('acme-2', 5);
  return run(service.url, '--account', 'acme', '--other', 'acme-2', '--port', String(port), ...more);
}

describe('npm run conformance', () => {
  it('lists what it tried, and ends with 0 where all of it holds', async () => {
    const { code, stdout } = await tried({});

    expect(code).toBe(0);
    expect(stdout).toContain('  ok    refuses what is not signed, whatever it asks\n');
    expect(stdout).toMatch(/\nAll \d+ hold\.\n$/);
  });

  it('says what was answered instead, and ends with 1', async () => {
    const { code, stdout } = await tried({ verbs: () => ({ count: () => ({ count: -1 }) }) });

    expect(code).toBe(1);
    expect(stdout).toContain('  FAIL  counts, and may stop where it is told to\n');
    expect(stdout).toContain('count answered 200 application/json: {"count":-1}');
  });

  it('says that nobody answers, and ends with 1', async () => {
    const url = `http://localhost:${await freePort()}/deletion`;

    const { code, stdout } = await run(url, '--account', 'acme', '--other', 'acme-2', '--port', '0');

    expect(code).toBe(1);
    expect(stdout).toContain('ECONNREFUSED');
  });

  it('makes a key where there is none, keeps it to its owner, and signs with it again', async () => {
    const file = join(folder, 'key.pem');

    await tried({}, '--key', file);
    const { keyId } = requestKey(file);
    await service?.stop();
    const { stdout } = await tried({}, '--key', file);

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(stdout).toContain(`"kid":"${keyId}"`);
  });

  it.each([
    [[]],
    [['http://localhost:4300/deletion', '--account', 'acme']],
    [['http://localhost:4300/deletion', '--account', 'acme', '--other', 'acme']],
    [['http://localhost:4300/deletion/', '--account', 'acme', '--other', 'acme-2']],
    [['localhost', '--account', 'acme', '--other', 'acme-2', '--acount', 'x']],
  ])('explains itself when asked %j', async (args) => {
    const { code, stderr } = await run(...args);

    expect(code).toBe(2);
    expect(stderr).toContain('npm run conformance -- <url> --account <id> --other <id>');
  });

  it('refuses a key of another kind', async () => {
    const file = join(folder, 'rsa.pem');
    writeFileSync(
      file,
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
    );

    const { code, stderr } = await run('http://localhost:1/x', '--account', 'a', '--other', 'b', '--key', file);

    expect(code).toBe(2);
    expect(stderr).toContain('holds no P-256 key');
  });
});
