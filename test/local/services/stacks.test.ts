import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloudFormation } from '../../../local/services/cloudformation.ts';
import { createSts } from '../../../local/services/sts.ts';
import { createWire, type Wire } from '../../../local/wire.ts';

const clock = { now: () => Date.parse('2026-03-01T12:00:00Z') };
const OUTPUTS = { StateTable: 'table', MembersHolding: 'a;<b>&"c"' };

let wire: Wire;
beforeAll(async () => {
  const outputsOf = (stack: string) => (stack === 'AccountDeletion-local-State' ? OUTPUTS : undefined);
  wire = await createWire({ clock, services: [createCloudFormation({ clock, outputsOf }), createSts({ clock })] });
});
afterAll(() => wire.stop());

const setup = (accessKeyId = 'AIDAEVA') => ({
  endpoint: wire.url,
  region: 'eu-west-1',
  credentials: { accessKeyId, secretAccessKey: 'local' },
});

describe('CloudFormation', () => {
  const describeStack = (StackName: string) =>
    new CloudFormationClient(setup()).send(new DescribeStacksCommand({ StackName }));

  it('tells what a stack puts out, to the letter', async () => {
    const { Stacks } = await describeStack('AccountDeletion-local-State');

    expect(Stacks).toMatchObject([{ StackName: 'AccountDeletion-local-State', StackStatus: 'CREATE_COMPLETE' }]);
    expect(Stacks?.[0]?.Outputs).toEqual([
      { OutputKey: 'StateTable', OutputValue: 'table' },
      { OutputKey: 'MembersHolding', OutputValue: 'a;<b>&"c"' },
    ]);
  });

  it('knows no other stack, in the words of the service', async () => {
    await expect(describeStack('AccountDeletion-prod-State')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id AccountDeletion-prod-State does not exist',
    });
  });
});

describe('STS', () => {
  const whoIs = (accessKeyId: string) => new STSClient(setup(accessKeyId)).send(new GetCallerIdentityCommand({}));
  const assume = (RoleArn: string, RoleSessionName = 'eva') =>
    new STSClient(setup()).send(new AssumeRoleCommand({ RoleArn, RoleSessionName, DurationSeconds: 900 }));

  it('says that who calls is who the access key names', async () => {
    expect(await whoIs('AIDAEVA')).toMatchObject({ UserId: 'AIDAEVA', Account: '000000000000' });
    expect(await whoIs('AROA1:eva@example.com')).toMatchObject({ UserId: 'AROA1:eva@example.com' });
  });

  it('gives a session of a role, until its end', async () => {
    const { Credentials, AssumedRoleUser } = await assume('arn:aws:iam::000000000000:role/legal');

    expect(Credentials).toMatchObject({ SessionToken: 'local', Expiration: new Date('2026-03-01T12:15:00Z') });
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:iam::000000000000:role/legal/eva');
  });

  it('refuses a role of another account, and a session that can have no such name', async () => {
    await expect(assume('arn:aws:iam::111111111111:role/legal')).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(assume('arn:aws:iam::000000000000:role/legal', 'a/b')).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('refuses what is not stood in for', async () => {
    const form = 'Action=GetSessionToken&Version=2011-06-15';
    const authorization = 'AWS4-HMAC-SHA256 Credential=a/20260301/eu-west-1/sts/aws4_request, Signature=x';
    const response = await fetch(wire.url, { method: 'POST', headers: { authorization }, body: form });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>InvalidAction</Code><Message>GetSessionToken is not stood in for');
  });
});
