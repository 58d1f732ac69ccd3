import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DataMap } from '../holdings/data-map.ts';
import type { ExportBucket } from './export-bucket.ts';
import { ServiceFunction } from './service-function.ts';

export interface VerifierProps {
  readonly map: DataMap;
  readonly exports: ExportBucket;
}

/** Looks at what is left of an account, with permissions to read and no others. */
export class Verifier extends Construct {
  private readonly verify: ServiceFunction;

  constructor(scope: Construct, id: string, { map, exports }: VerifierProps) {
    super(scope, id);
    this.verify = new ServiceFunction(this, 'verify-deletion', { timeout: Duration.minutes(15) });
    map.bind(this.verify, 'verify');
    exports.bindLister(this.verify);
  }

  /** Lets `asker` have it look. */
  bind(asker: ServiceFunction): void {
    this.verify.allowInvokeBy(asker, 'VERIFY_DELETION');
  }
}
