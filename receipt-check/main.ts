import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { check, NotValid } from './check.ts';
import { readable } from './readable.ts';

const USAGE = `Checks the receipt of a deleted account, or a sequel of one, without asking anybody.

  npm run check-receipt -- <receipt.jws> <jwks.json>

  <receipt.jws>   what the link in the last mail gives; - reads it from the standard input
  <jwks.json>     the public keys, from the same host: /.well-known/jwks.json

It tells what the receipt says and ends with 0 where it is valid, and tells what is wrong and ends with 1 where it is not.`;

/** Checks one receipt; gives what to print. @throws NotValid */
async function main([receipt, keys, ...more]: readonly string[]): Promise<string> {
  if (!receipt || !keys || more.length > 0) throw new NotValid(USAGE);
  const [jws, jwks] = [await read(receipt), await read(keys)];
  return `${readable(await check(jws.trimEnd(), parsed(jwks, keys)))}\nvalid`;
}

function read(path: string): Promise<string> {
  if (/^https?:/i.test(path)) throw new NotValid(`${path} is an address: save what it gives, and name the file.`);
  const content = path === '-' ? text(process.stdin) : readFile(path, 'utf8');
  return content.catch(() => {
    throw new NotValid(`${path} cannot be read.`);
  });
}

function parsed(json: string, path: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new NotValid(`${path} is not JSON.`);
  }
}

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof NotValid)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
