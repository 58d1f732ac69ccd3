import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { DockerImage, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, type BucketDeploymentProps, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { PROJECT_ROOT } from './esbuild-options.ts';
import type { PageConfig } from './sign-in.ts';

export interface WebFilesProps {
  readonly bucket: IBucket;
  readonly config: PageConfig;
}

/** Files whose names change with what is in them. */
const HASHED = 'assets/*';

/** Builds the page and puts it into its bucket, with what it has to know of this stage. */
export class WebFiles extends Construct {
  constructor(scope: Construct, id: string, { bucket, config }: WebFilesProps) {
    super(scope, id);
    const page = Source.asset(join(PROJECT_ROOT, 'web'), {
      bundling: { local: { tryBundle: build }, image: NO_IMAGE },
    });
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The role that the CDK would make by itself may write any log.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    const put = (
      what: string,
      files: Pick<BucketDeploymentProps, 'sources' | 'exclude' | 'include' | 'cacheControl'>,
    ) =>
      // Nothing is removed: a page that is open during a deployment finds what it was built with. Nor is CloudFront
      // told, which would take a permission on everything: what may change is asked for again each time.
      new BucketDeployment(this, what, { destinationBucket: bucket, prune: false, role, logGroup, ...files });

    const hashed = put('Hashed', {
      sources: [page],
      exclude: ['*'],
      include: [HASHED],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const named = put('Named', {
      sources: [page, Source.jsonData('config.json', config)],
      exclude: [HASHED],
      cacheControl: [CacheControl.noCache()],
    });
    // What loads the hashed files comes after them.
    named.node.addDependency(hashed);
  }
}

function build(outputDir: string): boolean {
  execFileSync(process.execPath, [join(PROJECT_ROOT, 'web', 'build.ts'), outputDir], { stdio: 'inherit' });
  return true;
}

/** The CDK asks for one, for where a build does not run by itself. */
const NO_IMAGE = DockerImage.fromRegistry('none');
