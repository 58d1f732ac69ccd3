import type { Reader } from './reader.ts';
import type { LocalPage } from './types.ts';

type Policy = {
  SecurityHeadersConfig?: {
    ContentSecurityPolicy?: { ContentSecurityPolicy: string };
    ContentTypeOptions?: object;
    FrameOptions?: { FrameOption: string };
    ReferrerPolicy?: { ReferrerPolicy: string };
    StrictTransportSecurity?: { AccessControlMaxAgeSec: number; IncludeSubdomains?: boolean };
  };
  CustomHeadersConfig?: { Items: { Header: string; Value: string }[] };
};

/** The headers of the settings page, and how long its files may be kept; undefined where there is none. */
export function readPage(reader: Reader): LocalPage | undefined {
  const policy = reader
    .all('AWS::CloudFront::ResponseHeadersPolicy')[0]
    ?.property<Policy>('ResponseHeadersPolicyConfig');
  if (!policy) return undefined;
  const deployments = reader.all('Custom::CDKBucketDeployment').map(({ property }) => ({
    takes: filter(property<string[]>('Exclude') ?? [], property<string[]>('Include') ?? []),
    cacheControl: property<Record<string, string>>('SystemMetadata')?.['cache-control'],
  }));
  return {
    headers: headersOf(policy),
    cacheControl: (file) => deployments.find(({ takes }) => takes(file))?.cacheControl,
  };
}

function headersOf({ SecurityHeadersConfig: security = {}, CustomHeadersConfig: custom }: Policy) {
  const { StrictTransportSecurity: strict } = security;
  const headers: Record<string, string | undefined> = {
    'content-security-policy': security.ContentSecurityPolicy?.ContentSecurityPolicy,
    'x-content-type-options': security.ContentTypeOptions && 'nosniff',
    'x-frame-options': security.FrameOptions?.FrameOption,
    'referrer-policy': security.ReferrerPolicy?.ReferrerPolicy,
    'strict-transport-security':
      strict && `max-age=${strict.AccessControlMaxAgeSec}${strict.IncludeSubdomains ? '; includeSubDomains' : ''}`,
    ...Object.fromEntries(custom?.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value]) ?? []),
  };
  const present = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(present);
}

/** The filters of `aws s3 sync`: what is included wins over what is excluded. */
function filter(excluded: readonly string[], included: readonly string[]): (file: string) => boolean {
  const any = (patterns: readonly string[], file: string) =>
    patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(file));
  return (file) => !any(excluded, file) || any(included, file);
}
