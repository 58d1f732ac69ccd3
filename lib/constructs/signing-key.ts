import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface SigningKeyProps {
  /** Names the key to who signs with it. */
  readonly variable: 'RECEIPT_KEY' | 'REQUEST_KEY';
  /** What it signs; for who finds it in the console. */
  readonly description: string;
}

/** A key that signs (ES256), whose private half never leaves KMS. What it has signed can be checked as long as it stays. */
export class SigningKey extends Construct {
  private readonly key: Key;
  private readonly variable: string;

  constructor(scope: Construct, id: string, { variable, description }: SigningKeyProps) {
    super(scope, id);
    this.variable = variable;
    this.key = new Key(this, 'Key', {
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      description,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Names the key to a function that has nothing to sign as things are. */
  name(idle: ServiceFunction): void {
    idle.addEnvironment(this.variable, this.key.keyId);
  }

  /** Names the key to `signer` and lets it sign with it. */
  bindSigner(signer: ServiceFunction): void {
    this.name(signer);
    signer.allow(['kms:Sign'], this.key.keyArn);
  }

  /** Names all these keys to `publisher` and lets it read their public halves. */
  static publish(keys: readonly SigningKey[], publisher: ServiceFunction): void {
    publisher.addEnvironment('PUBLISHED_KEYS', keys.map(({ key }) => key.keyId).join(','));
    publisher.allow(['kms:GetPublicKey'], ...keys.map(({ key }) => key.keyArn));
  }
}
