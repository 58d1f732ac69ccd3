import { describe, expect, test } from 'vitest';
import { PAGE_PATHS } from '../../lib/constructs/web-page.ts';
import { exampleSettings, ofType, onlyOne, resourcesOf, said, settingsWithIssuer, synthesized } from './synthesized.ts';

const resources = resourcesOf(synthesized().web);
const only = (type: string, of = resources) => onlyOne(of, type).Properties;
const configOf = (of = resources) => only('AWS::CloudFront::Distribution', of).DistributionConfig;
const headers = only('AWS::CloudFront::ResponseHeadersPolicy').ResponseHeadersPolicyConfig;

describe('the page’s files', () => {
  test('are private, encrypted, and read over TLS by this distribution alone', () => {
    const { Statement } = only('AWS::S3::BucketPolicy').PolicyDocument;

    expect(only('AWS::S3::Bucket')).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(Statement).toMatchObject([
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Effect: 'Allow', Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } },
    ]);
    expect(JSON.stringify(Statement[1].Condition.StringEquals['AWS:SourceArn'])).toContain(':distribution/');
  });

  test('are asked for by signed requests', () => {
    const [origin, ...others] = configOf().Origins;

    expect(others).toEqual([]);
    expect(said(origin.OriginAccessControlId)).toMatch(/^PageDistributionOrigin1S3OriginAccessControl/);
    expect(only('AWS::CloudFront::OriginAccessControl').OriginAccessControlConfig).toMatchObject({
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
  });

  test('are kept forever where their name changes with them, and else asked for again each time', () => {
    const deployments = ofType(resources, 'Custom::CDKBucketDeployment').map(([, it]) => it.Properties);

    expect(deployments).toMatchObject([
      {
        Exclude: ['*'],
        Include: ['assets/*'],
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      },
      { Exclude: ['assets/*'], SystemMetadata: { 'cache-control': 'no-cache' } },
    ]);
  });

  test('stay when others come, and CloudFront is told of none', () => {
    for (const [, { Properties }] of ofType(resources, 'Custom::CDKBucketDeployment')) {
      expect(Properties.Prune).toBe(false);
      expect(Properties.DistributionId).toBeUndefined();
    }
  });

  test('are followed by what loads them', () => {
    const [[hashed], [, named]] = ofType(resources, 'Custom::CDKBucketDeployment') as [
      [string, never],
      [string, { DependsOn: string[] }],
    ];

    expect(named.DependsOn).toContain(hashed);
  });
});

describe('the page', () => {
  test('is one, wherever it is called', () => {
    const { FunctionCode } = only('AWS::CloudFront::Function');
    const handler = new Function('event', `${FunctionCode}; return handler(event);`);
    const servedFor = (uri: string) => handler({ request: { uri } }).uri;

    for (const path of PAGE_PATHS) expect(servedFor(path)).toBe('/index.html');
    expect(servedFor('/assets/main-ABC.js')).toBe('/assets/main-ABC.js');
    expect(configOf().DefaultCacheBehavior.FunctionAssociations).toMatchObject([{ EventType: 'viewer-request' }]);
  });

  test('is what is found in place of what is not there', () => {
    expect(configOf().CustomErrorResponses).toEqual([
      { ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/index.html' },
    ]);
  });

  test('comes over TLS alone, and nobody writes down who asked for it', () => {
    expect(configOf().DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(configOf()).not.toHaveProperty('Logging');
  });

  test('has the name of the settings, with TLS 1.2 at least', () => {
    const domain = { name: 'app.example.com', certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/0b1c' };
    const { Aliases, ViewerCertificate } = configOf(resourcesOf(synthesized({ ...exampleSettings(), domain }).web));

    expect(Aliases).toEqual([domain.name]);
    expect(ViewerCertificate).toEqual({
      AcmCertificateArn: domain.certificateArn,
      MinimumProtocolVersion: 'TLSv1.2_2021',
      SslSupportMethod: 'sni-only',
    });
  });
});

describe('the page’s headers', () => {
  const policyOf = (of = resources) => {
    const { SecurityHeadersConfig } = only('AWS::CloudFront::ResponseHeadersPolicy', of).ResponseHeadersPolicyConfig;
    const policy = said(SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy);
    return policy.split('; ');
  };

  test('let nothing run but its own files, which reach the API and the sign-in alone', () => {
    expect(policyOf()).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      expect.stringMatching(
        /^connect-src 'self' AccountApiGatewayApi\S* https:\/\/cognito-idp.eu-west-1.amazonaws.com https:\/\/UsersPoolSignInPage.auth.eu-west-1.amazoncognito.com$/,
      ),
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(policyOf(resourcesOf(synthesized(settingsWithIssuer()).web))[4]).toMatch(/ https:\/\/id\.example\.org$/);
  });

  test('are all there, whatever the files say', () => {
    const { SecurityHeadersConfig, CustomHeadersConfig } = headers;

    expect(SecurityHeadersConfig).toMatchObject({
      ContentSecurityPolicy: { Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, Override: true },
    });
    expect(CustomHeadersConfig.Items).toMatchObject([
      { Header: 'permissions-policy', Value: expect.stringContaining('camera=()'), Override: true },
      { Header: 'cross-origin-opener-policy', Value: 'same-origin', Override: true },
      { Header: 'cross-origin-resource-policy', Value: 'same-origin', Override: true },
    ]);
    expect(said(configOf().DefaultCacheBehavior.ResponseHeadersPolicyId)).toBe('PageHeaders');
  });
});

test('the page is told where the API and the sign-in are', () => {
  const [, named] = ofType(resources, 'Custom::CDKBucketDeployment');
  const [, markers] = named![1].Properties.SourceMarkers;

  expect(Object.values(markers).map(said)).toEqual([
    expect.stringMatching(/^"AccountApiGatewayApi/),
    '"UsersPool.ProviderURL"',
    '"UsersPoolSettingsPage"',
    '"https://UsersPoolSignInPage.auth.eu-west-1.amazoncognito.com/logout"',
  ]);
});
