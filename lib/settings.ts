import * as v from 'valibot';
import { FIXES, type HeldSchedules, type HeldTables, schemaFor, TABLE_FIX } from './settings-schema.ts';

/** An OIDC issuer that is there already: its tokens are what the API takes. */
export interface GivenIssuer {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The public client that the settings page is. @default - the first audience */
  readonly clientId: string;
}

/** A directory of users of the stack's own. */
export interface OwnIssuer {
  /** Its sign-in page is at `https://<prefix>.auth.<region>.amazoncognito.com`. */
  readonly signInPrefix: string;
}

/** What a stage is deployed with. */
export interface Settings {
  readonly account: string;
  readonly region: string;
  /** Who the mails come from. */
  readonly sender: { readonly name: string; readonly address: string };
  /** The SES identity (a domain or an address) that the sender is sent under. @default - the domain of the sender */
  readonly identity: string;
  /** Where the settings page is served from: the base of every link in a mail, and the one origin that CORS allows. */
  readonly webOrigin: string;
  /** The name that the settings page has of its own; `webOrigin` is an origin of that name. @default - CloudFront's */
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
  readonly signIn: GivenIssuer | OwnIssuer;
  /** Where a former customer writes to. */
  readonly legalContact: string;
  /** Names of the token's claims that hold the account, the user and the role. */
  readonly claims: { readonly account: string; readonly user: string; readonly role: string };
  /** Receives the alarms. @default - nobody is subscribed */
  readonly operatorMail?: string | undefined;
  readonly tables: HeldTables;
  readonly buckets: { readonly recordings: string };
  readonly customerSchedules: HeldSchedules;
  /** Names of the product's state machines. */
  readonly stateMachines: { readonly campaigns: string };
  /** The user pool behind a given issuer, whose users go with their account. @default - none of it, or the stack's own */
  readonly userPoolId?: string | undefined;
  /** How long nobody can remove an entry of the ledger. @default 10 */
  readonly ledgerYears: number;
  /** More purges in an hour are taken for a mistake: all wait until an operator says go. @default 1,000 */
  readonly brake: { readonly purgesAnHour: number };
  /** Whether an account of nobody is deleted every day, to see that it works. @default true */
  readonly canary: boolean;
  /** Whether X-Ray traces the functions; it has to be allowed on `*`. @default false */
  readonly traces: boolean;
  /** ARNs of who may assume the role that reads final exports. @default nobody */
  readonly legalPrincipals: readonly string[];
}

/** Says which settings are wrong and what would be right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** The settings of a stage, checked; throws {@link SettingsError} with everything that is wrong at once. */
export function parseSettings(stage: string, raw: unknown): Settings {
  const parsed = v.safeParse(schemaFor(stage), raw);
  if (parsed.success) {
    const { issuer, audience, clientId, signInPrefix, ...settings } = parsed.output;
    const signIn = issuer
      ? { issuer, audience: audience!, clientId: clientId ?? audience![0]! }
      : { signInPrefix: signInPrefix! };
    return { ...settings, identity: settings.identity ?? settings.sender.address.split('@').at(-1)!, signIn };
  }
  const problems = parsed.issues.map((issue) => `  ${describe(issue)}`);
  throw new SettingsError(
    `The settings of stage "${stage}" (cdk.json, context, stages) are wrong:\n${problems.join('\n')}`,
  );
}

/** The settings of one of several stages; a stage that is not among them is refused with the list. */
export function settingsOf(stage: string, stages: unknown): Settings {
  const known = v.parse(v.fallback(v.record(v.string(), v.unknown()), {}), stages);
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage))
    throw new SettingsError(
      `"${stage}" is no name for a stage: use up to 20 of a-z, 0-9 and -, beginning with a letter.`,
    );
  if (!Object.hasOwn(known, stage))
    throw new SettingsError(
      `There is no stage "${stage}" in cdk.json; known: ${Object.keys(known).join(', ') || 'none'}.`,
    );
  return parseSettings(stage, known[stage]);
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'settings';
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${path}: is no setting; remove it`;
  const [parent = ''] = path.split('.');
  const fix = FIXES[path] ?? (parent === 'tables' && path !== parent ? TABLE_FIX : (FIXES[parent] ?? 'an object'));
  // Where two settings disagree the issue's own input is all of them.
  const { value } = issue.path?.at(-1) ?? { value: issue.input };
  const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  return `${path}: ${found}; give ${fix}`;
}
