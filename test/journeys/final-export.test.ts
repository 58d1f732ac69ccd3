import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const local = system();
const ada = { userId: 'ada', email: 'ada@acme.example' };

const vault = () => local.parts.template.buckets.find(({ logicalId }) => /^FinalExport/.test(logicalId))!.name;
const sealed = () => local.parts.s3.objects(vault());

describe('the final export', () => {
  it('is taken by the purge, lies in a bucket of its own, and nowhere else', async () => {
    const owner = await local.as(ada);
    await owner('POST', '/account/deletion');
    await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(ada) });
    expect(sealed()).toEqual([]);

    await local.advance('P7DT2M');

    expect(sealed()).toMatchObject([{ isDeleteMarker: false, key: expect.stringMatching(/^[\w-]{43}\/1\.zip$/) }]);
    const mails: { to: string; text: string }[] = await local.local('GET', '/mail');
    const last = mails.findLast(({ to }) => to === ada.email)!;
    expect(last.text).toContain(sealed()[0]!.key.split('/')[0]);
  });

  it('can be destroyed by nobody before its day', async () => {
    const { key, versionId } = sealed()[0]!;
    const url = `${local.parts.wire.url}/${vault()}/${key}?versionId=${versionId}`;
    const credential = 'Credential=operator/20260101/eu-west-1/s3/aws4_request';
    const answer = await fetch(url, {
      method: 'DELETE',
      headers: { authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0` },
    });

    expect(answer.status).toBe(403);
    expect(sealed()).toHaveLength(1);
  });
});
