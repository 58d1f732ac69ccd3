import { linkIn } from './mail-page.ts';
import type { Mail } from './services/sesv2.ts';
import { type LocalSystem, startLocal } from './system.ts';

const DEFAULT_PORT = 4000;

/** Starts the local run, says what to try, and stops when asked. */
async function main(): Promise<void> {
  const starting = startLocal({
    port: portOf(process.env.PORT),
    onMail: announce,
    onLine: ({ stream, line }) => stream === 'stderr' && console.error(line),
  });
  const stop = () =>
    starting
      .then((system) => system.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  // Ctrl-C comes twice under npm: from the terminal and from npm itself.
  process.on('SIGINT', stop).on('SIGTERM', stop);
  console.log(await welcome(await starting));
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? DEFAULT_PORT);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
}

async function welcome({ url, platform }: LocalSystem): Promise<string> {
  const accounts = await platform.accounts();
  const users = accounts.flatMap(({ accountId, users }) =>
    users.map(({ userId, role }) => `  ${userId.padEnd(8)}${role.padEnd(10)}${accountId}`),
  );
  const owner = accounts[0]?.users[0]?.userId;
  return `
Account Deletion runs at ${url}, with these users:

${users.join('\n')}

Open ${url}/ and choose who you are. Mail is at ${url}/_mail and appears here.

Or try it in another terminal:

  SESSION=$(curl -s ${url}/_local/token -d '{"userId":"${owner}"}' | cut -d'"' -f4)
  curl ${url}/api/account -H "authorization: Bearer $SESSION"
  curl -X POST ${url}/api/account/deletion -H "authorization: Bearer $SESSION"

Time moves with

  curl ${url}/_local/clock -d '{"advance":"P7D"}'

Ctrl-C stops it; nothing is kept.
`;
}

function announce(mail: Mail): void {
  const link = linkIn(mail);
  console.log(`Mail to ${mail.to}: ${mail.subject}${link ? `\n  ${link}` : ''}`);
}

try {
  await main();
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const taken = `Port ${process.env.PORT ?? DEFAULT_PORT} is in use; choose another, such as PORT=4001 npm start`;
  console.error(code === 'EADDRINUSE' ? taken : message);
  process.exitCode = 1;
}
