import type { Reader } from './reader.ts';
import type { DefaultRetention, LocalBucket, LocalLifecycleRule, RetentionMode } from './types.ts';

type Rule = {
  Status: 'Enabled' | 'Disabled';
  Prefix?: string;
  ExpirationInDays?: number;
  ExpiredObjectDeleteMarker?: boolean;
  NoncurrentVersionExpiration?: { NoncurrentDays: number; NewerNoncurrentVersions?: number };
  NoncurrentVersionExpirationInDays?: number;
  AbortIncompleteMultipartUpload?: { DaysAfterInitiation: number };
};
type LockRule = { DefaultRetention?: { Mode: RetentionMode; Days?: number; Years?: number } };

/** What a lifecycle rule may say that the local run cannot keep. */
const NOT_UNDERSTOOD = ['TagFilters', 'ExpirationDate', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/** The buckets, with what they keep, lock and end by themselves. */
export const readBuckets = (reader: Reader): LocalBucket[] =>
  reader.all('AWS::S3::Bucket').map(({ logicalId, ref, path, property }) => {
    const versioning = property<{ Status: 'Enabled' | 'Suspended' }>('VersioningConfiguration')?.Status;
    const rules = property<{ Rules: Rule[] }>('LifecycleConfiguration')?.Rules ?? [];
    const lock = property<boolean>('ObjectLockEnabled') && lockOf(property('ObjectLockConfiguration'));
    return {
      logicalId,
      name: ref,
      ...(versioning && { versioning }),
      ...(lock && { lock }),
      lifecycle: rules.filter(({ Status }) => Status === 'Enabled').map((rule) => lifecycleOf(rule, path)),
    };
  });

function lockOf(configuration: { Rule?: LockRule } | undefined): NonNullable<LocalBucket['lock']> {
  const given = configuration?.Rule?.DefaultRetention;
  if (!given) return {};
  const { Mode: mode, Days, Years } = given;
  const rule: DefaultRetention = Years === undefined ? { mode, days: Days! } : { mode, years: Years };
  return { default: rule };
}

function lifecycleOf(rule: Rule, path: string): LocalLifecycleRule {
  const unknown = NOT_UNDERSTOOD.find((name) => name in rule);
  if (unknown) throw new Error(`${path}: the local run does not understand ${unknown} of a lifecycle rule.`);
  const noncurrent = rule.NoncurrentVersionExpiration;
  const days = noncurrent?.NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays;
  const abort = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  return {
    prefix: rule.Prefix ?? '',
    ...(rule.ExpirationInDays !== undefined && { expireAfter: rule.ExpirationInDays }),
    expireMarkers: rule.ExpiredObjectDeleteMarker ?? false,
    ...(days !== undefined && { noncurrent: { days, keep: noncurrent?.NewerNoncurrentVersions ?? 0 } }),
    ...(abort !== undefined && { abortUploadsAfter: abort }),
  };
}
