import * as v from 'valibot';

/** Names of the tables that the data map (`lib/holdings.ts`) reads; they belong to the product, not to this app. */
export interface HeldTables {
  readonly profile: string;
  readonly members: string;
  readonly phoneNumbers: string;
  readonly campaigns: string;
  readonly schedules: string;
  readonly contacts: string;
  readonly calls: string;
  readonly usage: string;
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
  /** The OIDC issuer whose tokens the API takes. */
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Where a former customer writes to. */
  readonly legalContact: string;
  /** Names of the token's claims that hold the account, the user and the role. */
  readonly claims: { readonly account: string; readonly user: string; readonly role: string };
  /** Receives the alarms. @default - nobody is subscribed */
  readonly operatorMail?: string | undefined;
  readonly tables: HeldTables;
}

/** Says which settings are wrong and what would be right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const FIXES: Readonly<Record<string, string>> = {
  account: 'the 12 digits of an AWS account, as a string',
  region: 'an AWS Region, like "eu-west-1"',
  sender: '{ "name", "address" }',
  'sender.name': 'the name that mails come from, 1 to 60 characters on one line',
  'sender.address': 'the e-mail address that mails come from',
  identity: 'a domain or an address verified in SES, or leave it out',
  webOrigin: 'an origin without path or closing slash, like "https://app.example.com"',
  issuer: 'the https URL of an OIDC issuer, exactly as its tokens say it',
  audience: 'a list of at least one client id',
  legalContact: 'an e-mail address',
  claims: '{ "account", "user", "role" }, names of claims, or leave it out',
  operatorMail: 'an e-mail address, or leave it out',
  tables: 'an object with the name of each table',
};

const TABLE_FIX = 'the name of a DynamoDB table, 3 to 255 of A-Z, a-z, 0-9, "_", "." and "-"';

const nonEmpty = v.pipe(v.string(), v.nonEmpty());
const mail = v.pipe(v.string(), v.email());
const tableName = v.pipe(v.string(), v.regex(/^[\w.-]{3,255}$/));

const schemaFor = (stage: string) => {
  const secure = (url: URL) => url.protocol === 'https:' || (stage === 'local' && url.hostname === 'localhost');
  const isUrl = (text: string, also: (url: URL) => boolean) => {
    const url = URL.parse(text);
    return url !== null && secure(url) && also(url);
  };
  return v.strictObject({
    account: v.pipe(v.string(), v.regex(/^\d{12}$/)),
    region: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)),
    sender: v.strictObject({ name: v.pipe(v.string(), v.regex(/^[^\p{Cc}]{1,60}$/u)), address: mail }),
    identity: v.optional(v.pipe(v.string(), v.regex(/^([^\s@]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+$/i))),
    webOrigin: v.pipe(
      v.string(),
      v.check((text) => isUrl(text, (url) => url.origin === text)),
    ),
    issuer: v.pipe(
      v.string(),
      v.check((text) => isUrl(text, (url) => url.search === '' && url.hash === '')),
    ),
    audience: v.pipe(v.array(nonEmpty), v.minLength(1)),
    legalContact: mail,
    claims: v.optional(
      v.strictObject({
        account: v.optional(nonEmpty, 'custom:account_id'),
        user: v.optional(nonEmpty, 'sub'),
        role: v.optional(nonEmpty, 'custom:account_role'),
      }),
      {},
    ),
    operatorMail: v.optional(mail),
    tables: v.strictObject({
      profile: tableName,
      members: tableName,
      phoneNumbers: tableName,
      campaigns: tableName,
      schedules: tableName,
      contacts: tableName,
      calls: tableName,
      usage: tableName,
    } satisfies Record<keyof HeldTables, unknown>),
  });
};

/** The settings of a stage, checked; throws {@link SettingsError} with everything that is wrong at once. */
export function parseSettings(stage: string, raw: unknown): Settings {
  const parsed = v.safeParse(schemaFor(stage), raw);
  if (parsed.success) {
    const { identity = parsed.output.sender.address.split('@').at(-1)!, ...settings } = parsed.output;
    return { ...settings, identity };
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
  const found = issue.input === undefined ? 'is missing' : `is ${JSON.stringify(issue.input)}`;
  return `${path}: ${found}; give ${fix}`;
}
