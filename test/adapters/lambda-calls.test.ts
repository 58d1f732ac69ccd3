import { expect, it } from 'vitest';
import { doAgain } from '../../lambdas/adapters/lambda-calls.ts';
import type { AwsService } from '../../local/wire.ts';
import { awsEnvironment } from '../support/aws-env.ts';

const invoked: { name: string; ids: string[] }[] = [];
const lambda: AwsService = {
  name: 'lambda',
  signingName: 'lambda',
  operation: () => 'Invoke',
  async handle(_operation, { path, body }) {
    const { Records } = JSON.parse(body.toString());
    const ids = Records.map(({ dynamodb }: { dynamodb: { Keys: { sk: { S: string } } } }) => dynamodb.Keys.sk.S);
    invoked.push({ name: path.split('/')[3]!, ids });
    return { status: 202 };
  },
};
awsEnvironment(() => [lambda]);

it('sends what is to be told to one function, and all else to the other', async () => {
  const kinds = ['notice', 'event', 'entry', 'schedule', 'suspension', 'purge', 'expiry', 'check', 'retention-end'];
  const keys = kinds.map((kind) => ({ accountId: 'acme', id: `OWED#${kind}#2026-03-01T12:00:00.250Z#1-0` }));

  await doAgain({ follow: 'follow', publish: 'publish' })(keys);

  const to = (name: string) => invoked.filter((call) => call.name === name).flatMap(({ ids }) => ids);
  expect(to('publish')).toEqual(keys.slice(0, 3).map(({ id }) => id));
  expect(to('follow')).toEqual(keys.slice(3).map(({ id }) => id));
});
