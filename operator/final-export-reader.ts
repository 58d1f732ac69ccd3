import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { archiveKey } from '../lambdas/app/archive-keys.ts';
import { finalExportFolder } from '../lambdas/app/final-export.ts';
import type { LinkFinalExport } from '../lambdas/app/open-final-export.ts';
import { Refused } from '../lambdas/domain/refused.ts';

/** Longer than a link is good: it dies with the session that signed it. Seconds. */
const SESSION = 60 * 60;

/** Takes on the legal role, whose sessions alone can read the bucket, and signs links in its name. */
export const finalExportReader =
  (Bucket: string, RoleArn: string | undefined) =>
  async (by: string): Promise<LinkFinalExport> => {
    if (!RoleArn) {
      throw new Refused('no-legal-role', 'Nobody may read final exports: name who may in legalPrincipals, and deploy.');
    }
    const { Credentials } = await new STSClient({}).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: by, DurationSeconds: SESSION }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken)
      throw new Error('STS gave no credentials for the legal role.');
    const s3 = new S3Client({
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return (receiptId, archives, { from, seconds }) => {
      const link = async (archive: (typeof archives)[number], index: number) => {
        const command = new GetObjectCommand({
          Bucket,
          Key: archiveKey(finalExportFolder(receiptId), index + 1),
          ResponseContentDisposition: `attachment; filename="${archive.name}"`,
        });
        const url = await getSignedUrl(s3, command, { expiresIn: seconds, signingDate: from });
        return { ...archive, url };
      };
      return Promise.all(archives.map(link));
    };
  };
