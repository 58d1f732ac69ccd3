import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** The key of which claim codes are made, which never leaves KMS. A code is good as long as the key stays. */
export class ClaimCodeKey extends Construct {
  /** For whoever checks a code. */
  readonly keyId: string;
  private readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      description: 'Makes the codes by which final exports are asked for',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.keyId = this.key.keyId;
  }

  /** Names the key to `teller` and lets it make codes. */
  bind(teller: ServiceFunction): void {
    teller.addEnvironment('CLAIM_CODE_KEY', this.key.keyId);
    teller.allow(['kms:GenerateMac'], this.key.keyArn);
  }
}
