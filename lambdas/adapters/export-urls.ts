import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { archiveKey, exportFolder } from '../app/archive-keys.ts';
import type { ExportUrls } from '../app/export-ports.ts';

/** Signs URLs of archives; that is done here and asks nobody. Whoever opens one saves a file of the archive's name. */
export function exportUrls(Bucket: string): ExportUrls {
  const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
  return (accountId, { exportId, archives }, { from, seconds }) => {
    const folder = exportFolder(accountId, exportId);
    const link = async (archive: (typeof archives)[number], index: number) => {
      const command = new GetObjectCommand({
        Bucket,
        Key: archiveKey(folder, index + 1),
        ResponseContentDisposition: `attachment; filename="${archive.name}"`,
      });
      const url = await getSignedUrl(s3, command, { expiresIn: seconds, signingDate: from });
      return { ...archive, url };
    };
    return Promise.all(archives.map(link));
  };
}
