import { describe, expect, test } from 'vitest';
import { cdkContext } from '../../lib/app-context.ts';
import { parseSettings, SettingsError, settingsOf } from '../../lib/settings.ts';

const example = (cdkContext().stages as Record<string, Record<string, unknown>>).example!;

const DOMAIN = {
  name: 'app.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/0b1c',
};

const SCHEDULES = { group: 'voice-schedules', roleArn: 'arn:aws:iam::000000000000:role/voice-schedules' };
const POOL = 'eu-west-1_Ab1Cd2Ef3';

/** The example's, but for users who sign in elsewhere. */
const elsewhere = { ...example, issuer: 'https://id.example.org', audience: ['api'], signInPrefix: undefined };

const refusal = (raw: unknown, stage = 'example'): string => {
  try {
    parseSettings(stage, raw);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
  throw new Error('was not refused');
};

describe('settings', () => {
  test('of the example are right, and fill in what is left out', () => {
    const settings = settingsOf('example', { example });

    expect(settings.identity).toBe('example.com');
    expect(settings.claims).toEqual({ account: 'custom:account_id', user: 'sub', role: 'custom:account_role' });
    expect(settings.operatorMail).toBeUndefined();
    expect(settings.userPoolId).toBeUndefined();
    expect(settings.ledgerYears).toBe(10);
    expect(settings.brake).toEqual({ purgesAnHour: 1_000 });
    expect(settings.signIn).toEqual({ signInPrefix: 'example-accounts' });
  });

  test('of the example belong to no account that could be deployed to', () => {
    expect(example.account).toBe('000000000000');
  });

  test.each([
    ['account', '1234', 'account: is "1234"; give the 12 digits of an AWS account, as a string'],
    ['account', 123456789012, 'account: is 123456789012; give the 12 digits'],
    ['region', 'Dublin', 'region: is "Dublin"; give an AWS Region, like "eu-west-1"'],
    ['sender', { name: 'A', address: 'nowhere' }, 'sender.address: is "nowhere"; give the e-mail address'],
    ['sender', { name: 'A\nBcc: b', address: 'a@example.com' }, 'sender.name: is "A\\nBcc: b"; give the name'],
    ['identity', 'https://example.com', 'identity: is "https://example.com"; give a domain'],
    ['webOrigin', 'https://app.example.com/', 'webOrigin: is "https://app.example.com/"; give an origin without path'],
    ['webOrigin', 'http://app.example.com', 'webOrigin: is "http://app.example.com"; give an origin'],
    ['webOrigin', 'http://localhost:4000', 'webOrigin: is "http://localhost:4000"; give an origin'],
    ['issuer', 'issuer.example.com', 'issuer: is "issuer.example.com"; give the https URL'],
    ['issuer', 'http://localhost:4000', 'issuer: is "http://localhost:4000"; give the https URL'],
    ['issuer', 'https://id.example.org', 'audience: is missing; give a list of at least one client id of the issuer'],
    ['issuer', 'https://id.example.org', 'signInPrefix: is "example-accounts"; give the first label'],
    ['audience', [], 'audience: is []; give a list of at least one client id'],
    [
      'audience',
      ['one'],
      'audience: is ["one"]; give a list of at least one client id of the issuer; without an issuer',
    ],
    ['clientId', 'page', 'clientId: is "page"; give the settings page\'s client id at the issuer, or leave it out'],
    ['signInPrefix', undefined, "signInPrefix: is missing; give the first label of the sign-in page's host"],
    ['signInPrefix', 'my-aws-app', 'signInPrefix: is "my-aws-app"; give the first label'],
    ['signInPrefix', 'Accounts', 'signInPrefix: is "Accounts"; give the first label'],
    ['domain', { ...DOMAIN, name: 'www.example.com' }, 'domain.name: is "www.example.com"; give the host of webOrigin'],
    ['domain', { ...DOMAIN, certificateArn: DOMAIN.certificateArn.replace('us-east-1', 'eu-west-1') }, 'us-east-1'],
    ['audience', 'one', 'audience: is "one"; give a list'],
    ['legalContact', undefined, 'legalContact: is missing; give an e-mail address'],
    ['claims', { account: '' }, 'claims.account: is ""; give { "account"'],
    ['operatorMail', 'me', 'operatorMail: is "me"; give an e-mail address, or leave it out'],
    ['buckets', {}, 'buckets.recordings: is missing; give the name of an S3 bucket'],
    ['buckets', { recordings: 'Recordings' }, 'buckets.recordings: is "Recordings"; give the name of an S3 bucket'],
    ['customerSchedules', undefined, 'customerSchedules: is missing; give { "group", "roleArn" }'],
    [
      'customerSchedules',
      { ...SCHEDULES, group: 'all of them' },
      'customerSchedules.group: is "all of them"; give the name of a schedule group of EventBridge Scheduler',
    ],
    [
      'customerSchedules',
      { ...SCHEDULES, roleArn: 'voice-schedules' },
      'customerSchedules.roleArn: is "voice-schedules"; give the ARN of the role that its schedules assume',
    ],
    ['customerSchedules', { ...SCHEDULES, role: 'x' }, 'customerSchedules.role: is no setting; remove it'],
    ['stateMachines', {}, 'stateMachines.campaigns: is missing; give the name of a Step Functions state machine'],
    [
      'stateMachines',
      { campaigns: 'arn:aws:states:eu-west-1:000000000000:stateMachine:campaigns' },
      'give the name of a Step Functions state machine',
    ],
    ['userPoolId', POOL, `userPoolId: is "${POOL}"; give the id of a Cognito user pool, like "eu-west-1_Ab1Cd2Ef3"`],
    ['ledgerYears', 0, 'ledgerYears: is 0; give a whole number of years from 1 to 100, or leave it out'],
    ['ledgerYears', 2.5, 'ledgerYears: is 2.5; give a whole number of years'],
    ['ledgerYears', 101, 'ledgerYears: is 101; give a whole number of years'],
    ['canary', 1, 'canary: is 1; give true or false, or leave it out'],
    ['traces', 'yes', 'traces: is "yes"; give true or false, or leave it out'],
    ['brake', { purgesAnHour: 0 }, 'brake.purgesAnHour: is 0; give { "purgesAnHour" }, a whole number from 1'],
    ['brake', { purgesADay: 9 }, 'brake.purgesADay: is no setting; remove it'],
    ['webOrgin', 'https://app.example.com', 'webOrgin: is no setting; remove it'],
    ['tables', {}, 'tables.phoneNumbers: is missing; give the name of a DynamoDB table'],
  ])('with %s %j are refused with the fix', (field, value, message) => {
    expect(refusal({ ...example, [field]: value })).toContain(message);
  });

  test('say everything that is wrong at once', () => {
    const { legalContact, ...rest } = example;

    const message = refusal({ ...rest, account: '1', colour: 'red' });

    expect(message.split('\n')).toEqual([
      'The settings of stage "example" (cdk.json, context, stages) are wrong:',
      expect.stringContaining('account: is "1"'),
      expect.stringContaining('legalContact: is missing'),
      expect.stringContaining('colour: is no setting'),
    ]);
  });

  test('that are no object are refused', () => {
    expect(refusal('nothing')).toContain('settings: is "nothing"');
  });

  test('may point to this machine in the stage "local" alone', () => {
    const here = { ...elsewhere, webOrigin: 'http://localhost:4000', issuer: 'http://localhost:4001/issuer' };

    expect(parseSettings('local', here)).toMatchObject({ webOrigin: here.webOrigin, signIn: { issuer: here.issuer } });
    expect(refusal(here)).toContain('issuer');
  });

  test('may name an issuer in place of a user pool, and the page’s client where it is not the audience', () => {
    const signInOf = (raw: object) => parseSettings('example', raw).signIn;
    const given = { issuer: 'https://id.example.org', audience: ['api'] };

    expect(signInOf(elsewhere)).toEqual({ ...given, clientId: 'api' });
    expect(signInOf({ ...elsewhere, clientId: 'page' })).toEqual({ ...given, clientId: 'page' });
  });

  test('may name the user pool behind an issuer, and nothing that is none', () => {
    expect(parseSettings('example', { ...elsewhere, userPoolId: POOL }).userPoolId).toBe(POOL);
    expect(refusal({ ...elsewhere, userPoolId: 'users' })).toContain(
      'userPoolId: is "users"; give the id of a Cognito',
    );
  });

  test('may keep the ledger for longer, or shorter', () => {
    expect(parseSettings('example', { ...example, ledgerYears: 7 }).ledgerYears).toBe(7);
  });

  test('may give the page a name of its own', () => {
    expect(parseSettings('example', { ...example, domain: DOMAIN }).domain).toEqual(DOMAIN);
  });

  test('of an unknown stage are refused with the stages there are', () => {
    expect(() => settingsOf('production', { example, staging: example })).toThrow(
      'There is no stage "production" in cdk.json; known: example, staging.',
    );
    expect(() => settingsOf('example', undefined)).toThrow('known: none');
    expect(() => settingsOf('My Stage', { 'My Stage': example })).toThrow('is no name for a stage');
  });
});
