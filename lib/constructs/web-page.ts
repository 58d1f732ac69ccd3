import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { WebHeaders } from './web-headers.ts';

export interface WebPageProps {
  /** @default - CloudFront's own name */
  readonly domain?: Settings['domain'];
  /** The origins that the page may ask, besides its own. */
  readonly connect: readonly string[];
}

/** The paths that all are the one page: it looks for itself where it was called. */
export const PAGE_PATHS = ['/', '/account/deletion/confirm', '/signed-in'] as const;

const TO_THE_PAGE = `function handler(event) {
  var request = event.request;
  if (${JSON.stringify(PAGE_PATHS)}.indexOf(request.uri) >= 0) request.uri = '/index.html';
  return request;
}`;

/** A page of static files, over TLS alone. Who looks at it is written down nowhere. */
export class WebPage extends Construct {
  readonly bucket: Bucket;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { domain, connect }: WebPageProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
    });
    this.distribution = new Distribution(this, 'Distribution', {
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: new WebHeaders(this, 'Headers', { connect }),
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new EdgeFunction(this, 'Paths', {
              code: FunctionCode.fromInline(TO_THE_PAGE),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      // The bucket tells nobody what is not there.
      errorResponses: [{ httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/index.html' }],
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain && {
        domainNames: [domain.name],
        // With CloudFront's own name and certificate the oldest TLS is CloudFront's to say.
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      }),
    });
  }
}
