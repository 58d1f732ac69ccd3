import { afterAll, describe, expect, it } from 'vitest';
import { s3Ledger } from '../../lambdas/adapters/s3-ledger.ts';
import { createClock } from '../../local/clock.ts';
import { createS3 } from '../../local/services/s3.ts';
import type { AwsService, WireRequest, WireResponse } from '../../local/wire.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { awsEnvironment } from '../support/aws-env.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

const memory = memoryLedger();
const PATH = 'deletions/d-1/confirmed.json';

/** S3 that answers in turn what a test has it say; the last answer stays. */
function scripted() {
  const asked: WireRequest[] = [];
  const answers: WireResponse[] = [];
  const service: AwsService = {
    name: 's3',
    signingName: 's3',
    operation: ({ method }) => `${method}Object`,
    async handle(_operation, request) {
      asked.push(request);
      return answers.length > 1 ? answers.shift()! : answers[0]!;
    },
  };
  return {
    service,
    asked,
    says(...next: WireResponse[]) {
      asked.length = 0;
      answers.splice(0, answers.length, ...next);
    },
  };
}
const XML = { 'content-type': 'application/xml' };
const refusal = (status: number, code: string): WireResponse => ({
  status,
  headers: XML,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`,
});
const page = (keys: string[], next?: string): WireResponse => ({
  headers: XML,
  body: `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
    <IsTruncated>${next !== undefined}</IsTruncated>${next ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''}
    ${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`,
});

ledgerContract('memory', () => memory);

describe('over S3 as it is', () => {
  const lock = { default: { mode: 'COMPLIANCE', days: 3650 } } as const;
  const bucket = { logicalId: 'Ledger', name: 'ledger', versioning: 'Enabled', lock, lifecycle: [] } as const;
  const clock = createClock();
  const s3 = createS3({ clock, buckets: [bucket] });
  afterAll(() => {
    s3.stop();
    clock.stop();
  });
  awsEnvironment(() => [s3.service]);
  ledgerContract('S3', () => s3Ledger('ledger'));

  it('has one version of each entry', () => {
    const versions = s3.objects('ledger');

    expect(versions.length).toBeGreaterThan(1_000);
    expect(new Set(versions.map(({ key }) => key)).size).toBe(versions.length);
  });
});

describe('over S3 that answers what is hard to come by', () => {
  const s3 = scripted();
  awsEnvironment(() => [s3.service]);
  const ledger = () => s3Ledger('ledger');

  it('adds an entry where there is none, with the checksum that a locked bucket asks for', async () => {
    s3.says({});

    await ledger().add(PATH, '{"at":1}');

    const [{ method, path, headers } = {} as WireRequest, ...more] = s3.asked;
    expect([method, path, headers['if-none-match'], more]).toEqual(['PUT', `/ledger/${PATH}`, '*', []]);
    expect(Object.keys(headers).some((name) => /^x-amz-checksum-/.test(name))).toBe(true);
  });

  it('leaves an entry as it is that stands already, and calls that done', async () => {
    s3.says(refusal(412, 'PreconditionFailed'));

    await ledger().add(PATH, '{}');

    expect(s3.asked).toHaveLength(1);
  });

  it('tries again while somebody else is adding the same', async () => {
    s3.says(refusal(409, 'ConditionalRequestConflict'), refusal(409, 'ConditionalRequestConflict'), {});

    await ledger().add(PATH, '{}');

    expect(s3.asked).toHaveLength(3);
  });

  it.each([
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
    [409, 'OperationAborted'],
    [412, 'SomethingElse'],
    [409, 'ConditionalRequestConflict'],
  ])('takes no %i %s for "stands already"', async (status, code) => {
    s3.says(refusal(status, code));

    await expect(ledger().add(PATH, '{}')).rejects.toMatchObject({ name: code });
  });

  it('reads an entry, and null where there is none', async () => {
    s3.says({ body: '{"at":1}' }, refusal(404, 'NoSuchKey'));

    expect(await ledger().read(PATH)).toBe('{"at":1}');
    expect(await ledger().read(PATH)).toBeNull();
  });

  it.each([
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
  ])('takes no %i %s for "there is none"', async (status, code) => {
    s3.says(refusal(status, code));

    await expect(ledger().read(PATH)).rejects.toMatchObject({ name: code });
  });

  it('lists all that is below a folder, over as many pages as it takes', async () => {
    s3.says(page([PATH], 'more'), page(['deletions/d-1/cancelled.json']));

    expect(await ledger().below('deletions/d-1/')).toEqual([PATH, 'deletions/d-1/cancelled.json']);

    expect(s3.asked.map(({ query }) => [query.get('prefix'), query.get('continuation-token')])).toEqual([
      ['deletions/d-1/', null],
      ['deletions/d-1/', 'more'],
    ]);
  });

  it('lists nothing where nothing is', async () => {
    s3.says(page([]));

    expect(await ledger().below('deletions/d-9/')).toEqual([]);
  });
});
