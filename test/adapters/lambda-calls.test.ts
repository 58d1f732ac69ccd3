import { expect, it } from 'vitest';
import { doAgain, lambdaClient, startExport } from '../../lambdas/adapters/lambda-calls.ts';
import type { AwsService } from '../../local/wire.ts';
import { awsEnvironment } from '../support/aws-env.ts';

const invoked: { name: string; ids: string[] }[] = [];
const started: object[] = [];
const lambda: AwsService = {
  name: 'lambda',
  signingName: 'lambda',
  operation: () => 'Invoke',
  async handle(_operation, { path, body, headers }) {
    const { Records, ...wake } = JSON.parse(body.toString());
    if (!Records) started.push({ path, how: headers['x-amz-invocation-type'], wake });
    if (!Records) return { status: 202 };
    const ids = Records.map(({ dynamodb }: { dynamodb: { Keys: { sk: { S: string } } } }) => dynamodb.Keys.sk.S);
    invoked.push({ name: path.split('/')[3]!, ids });
    return { status: 202 };
  },
};
awsEnvironment(() => [lambda]);

it('sends what is to be told to one function, and all else to the other', async () => {
  const forFollowing = ['schedule', 'suspension', 'purge', 'expiry', 'check', 'retention-end', 'export', 'export-end'];
  const kinds = ['notice', 'event', 'entry', ...forFollowing];
  const keys = kinds.map((kind) => ({ accountId: 'acme', id: `OWED#${kind}#2026-03-01T12:00:00.250Z#1-0` }));

  await doAgain({ follow: 'follow', publish: 'publish' })(keys);

  const to = (name: string) => invoked.filter((call) => call.name === name).flatMap(({ ids }) => ids);
  expect(to('publish')).toEqual(keys.slice(0, 3).map(({ id }) => id));
  expect(to('follow')).toEqual(keys.slice(3).map(({ id }) => id));
});

it('starts the preparation of an export and does not wait for it', async () => {
  await startExport(
    lambdaClient(),
    'arn:aws:lambda:eu-west-1:1:function:prepare:live',
  )({ accountId: 'acme', exportId: 'e-1' });

  const path = '/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:prepare:live/invocations';
  expect(started).toEqual([{ path, how: 'Event', wake: { accountId: 'acme', exportId: 'e-1' } }]);
});
