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

/** The customers' schedules of the product: their group, and the role that they assume. */
export interface HeldSchedules {
  readonly group: string;
  readonly roleArn: string;
}

/** What would be right, by setting. */
export const FIXES: Readonly<Record<string, string>> = {
  account: 'the 12 digits of an AWS account, as a string',
  region: 'an AWS Region, like "eu-west-1"',
  sender: '{ "name", "address" }',
  'sender.name': 'the name that mails come from, 1 to 60 characters on one line',
  'sender.address': 'the e-mail address that mails come from',
  identity: 'a domain or an address verified in SES, or leave it out',
  webOrigin: 'an origin without path or closing slash, like "https://app.example.com"',
  issuer: 'the https URL of an OIDC issuer, exactly as its tokens say it, or leave it out for a user pool',
  audience: 'a list of at least one client id of the issuer; without an issuer leave it out',
  clientId: "the settings page's client id at the issuer, or leave it out",
  signInPrefix:
    'the first label of the sign-in page\'s host, up to 63 of a-z, 0-9 and -, without "aws", "amazon" or "cognito"; with an issuer leave it out',
  domain: '{ "name", "certificateArn" }, or leave it out',
  'domain.name': 'the host of webOrigin',
  'domain.certificateArn': 'the ARN of a certificate in us-east-1, where CloudFront looks for it',
  legalContact: 'an e-mail address',
  claims: '{ "account", "user", "role" }, names of claims, or leave it out',
  operatorMail: 'an e-mail address, or leave it out',
  tables: 'an object with the name of each table',
  buckets: '{ "recordings" }',
  'buckets.recordings': 'the name of an S3 bucket',
  customerSchedules: '{ "group", "roleArn" }',
  'customerSchedules.group': 'the name of a schedule group of EventBridge Scheduler',
  'customerSchedules.roleArn': 'the ARN of the role that its schedules assume',
  stateMachines: '{ "campaigns" }',
  'stateMachines.campaigns': 'the name of a Step Functions state machine',
  userPoolId: 'the id of a Cognito user pool, like "eu-west-1_Ab1Cd2Ef3"; without an issuer leave it out',
  ledgerYears: 'a whole number of years from 1 to 100, or leave it out',
  brake: '{ "purgesAnHour" }, a whole number from 1, or leave it out',
  canary: 'true or false, or leave it out',
  traces: 'true or false, or leave it out',
  legalPrincipals: 'a list of ARNs of users and roles in the IAM of the same account, or leave it out',
};

export const TABLE_FIX = 'the name of a DynamoDB table, 3 to 255 of A-Z, a-z, 0-9, "_", "." and "-"';

/** A hundred times what a product of a million accounts loses on an ordinary day, and within what the sweep can do alone. */
const PURGES_AN_HOUR = 1_000;

const nonEmpty = v.pipe(v.string(), v.nonEmpty());
const mail = v.pipe(v.string(), v.email());
const tableName = v.pipe(v.string(), v.regex(/^[\w.-]{3,255}$/));

/** What the settings of a stage look like. */
export const schemaFor = (stage: string) => {
  const secure = (url: URL) => url.protocol === 'https:' || (stage === 'local' && url.hostname === 'localhost');
  const isUrl = (text: string, also: (url: URL) => boolean) => {
    const url = URL.parse(text);
    return url !== null && secure(url) && also(url);
  };
  const fields = v.strictObject({
    account: v.pipe(v.string(), v.regex(/^\d{12}$/)),
    region: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)),
    sender: v.strictObject({ name: v.pipe(v.string(), v.regex(/^[^\p{Cc}]{1,60}$/u)), address: mail }),
    identity: v.optional(v.pipe(v.string(), v.regex(/^([^\s@]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+$/i))),
    webOrigin: v.pipe(
      v.string(),
      v.check((text) => isUrl(text, (url) => url.origin === text)),
    ),
    domain: v.optional(
      v.strictObject({
        name: v.pipe(v.string(), v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)),
        certificateArn: v.pipe(v.string(), v.regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/.+/)),
      }),
    ),
    issuer: v.optional(
      v.pipe(
        v.string(),
        v.check((text) => isUrl(text, (url) => url.search === '' && url.hash === '')),
      ),
    ),
    audience: v.optional(v.pipe(v.array(nonEmpty), v.minLength(1))),
    clientId: v.optional(nonEmpty),
    signInPrefix: v.optional(
      v.pipe(v.string(), v.regex(/^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)),
    ),
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
    buckets: v.strictObject({ recordings: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)) }),
    customerSchedules: v.strictObject({
      group: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)),
      roleArn: v.pipe(v.string(), v.regex(/^arn:aws:iam::\d{12}:role\/\S+$/)),
    } satisfies Record<keyof HeldSchedules, unknown>),
    stateMachines: v.strictObject({ campaigns: v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/)) }),
    userPoolId: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]{1,55}$/))),
    ledgerYears: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 10),
    brake: v.optional(v.strictObject({ purgesAnHour: v.pipe(v.number(), v.integer(), v.minValue(1)) }), {
      purgesAnHour: PURGES_AN_HOUR,
    }),
    canary: v.optional(v.boolean(), true),
    traces: v.optional(v.boolean(), false),
    legalPrincipals: v.optional(v.array(v.pipe(v.string(), v.regex(/^arn:aws:iam::\d{12}:(user|role)\/\S+$/))), []),
  });
  return v.pipe(
    fields,
    v.forward(
      v.partialCheck([['account'], ['legalPrincipals']], ({ account, legalPrincipals }) =>
        legalPrincipals.every((arn) => arn.startsWith(`arn:aws:iam::${account}:`)),
      ),
      ['legalPrincipals'],
    ),
    v.forward(
      v.partialCheck([['issuer'], ['audience']], ({ issuer, audience }) => !issuer === !audience),
      ['audience'],
    ),
    v.forward(
      v.partialCheck([['issuer'], ['clientId']], ({ issuer, clientId }) => !clientId || issuer !== undefined),
      ['clientId'],
    ),
    v.forward(
      v.partialCheck([['issuer'], ['signInPrefix']], ({ issuer, signInPrefix }) => !issuer === !!signInPrefix),
      ['signInPrefix'],
    ),
    v.forward(
      v.partialCheck([['issuer'], ['userPoolId']], ({ issuer, userPoolId }) => !userPoolId || issuer !== undefined),
      ['userPoolId'],
    ),
    v.forward(
      v.partialCheck(
        [['webOrigin'], ['domain', 'name']],
        ({ webOrigin, domain }) => !domain || webOrigin === `https://${domain.name}`,
      ),
      ['domain', 'name'],
    ),
  );
};
