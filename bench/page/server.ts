import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Files } from '../../local/page.ts';
import { POLICY } from '../../test/support/scripted-page.ts';
import { account } from '../../test/web/fixtures.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Bytes from which on CloudFront compresses. */
const WORTH_IT = 1_000;

/** What is sent of a file where the browser takes Brotli. */
export const asSent = (file: Buffer): Buffer => (file.length < WORTH_IT ? file : brotliCompressSync(file));

/** The built page as CloudFront serves it, before an API that knows one account. Port: any that is free. */
export async function servePage(files: Files): Promise<{ url: string; stop(): void }> {
  const sent = new Map([...files].map(([path, file]) => [`/${path}`, { file, packed: asSent(file) }]));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const json = (value: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/config.json')
      return json({ api: `${url}/api`, issuer: `${url}/issuer`, clientId: 'page', scope: 'openid email' });
    if (path === '/api/account') return json(account().body);
    if (path === '/api/account/exports') return json({ exports: [] });
    const asset = sent.get(path) ?? sent.get('/index.html')!;
    const type = TYPES[extname(sent.has(path) ? path : 'index.html')]!;
    const packed = asset.packed !== asset.file && { 'content-encoding': 'br' };
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY, ...packed }).end(asset.packed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, stop };
}
