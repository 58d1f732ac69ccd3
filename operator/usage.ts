import type { Verb } from './verb.ts';

/** What was typed is not right; nothing has been asked of anybody. */
export class Usage extends Error {
  override readonly name = 'Usage';
}

const COMMON = `  --stage <name>       the deployment's stage, by the AWS credentials and the region of the environment
  --local <url>        instead: a local run, like http://localhost:4000
  --as <name>          with --local: who you are there; operator
  --json               print JSON
  --help               print this`;

/** What the command can do. */
export const usage = (verbs: readonly Verb[]): string => `Sees to the deletions of accounts.

  npm run operator -- <verb> … (--stage <name> | --local <url>) [--json]

${verbs.map(({ name, does }) => `  ${name.padEnd(14)}${does}`).join('\n')}

${COMMON}

  npm run operator -- <verb> --help tells of one. A reason is a case reference, never a name: who acts and why stay in
  the ledger for years. Ends with 0 when it is done, 1 when it is refused and nothing has changed, 2 when the call is
  wrong, 3 when something failed.`;

/** How one verb is called. */
export const usageOf = ({ name, does, call, help }: Verb): string => `${does}

  npm run operator -- ${name} ${call} (--stage <name> | --local <url>) [--json]

${[help, COMMON].filter((part) => part !== '').join('\n')}`;
