import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { AccountEvents } from './constructs/account-events.ts';
import { ClaimCodeKey } from './constructs/claim-code-key.ts';
import { ExportBucket } from './constructs/export-bucket.ts';
import { FinalExportVault } from './constructs/final-export-vault.ts';
import { Ledger } from './constructs/ledger.ts';
import { OWED_INDEX } from './constructs/service-function.ts';
import { givenSignIn, type SignIn } from './constructs/sign-in.ts';
import { SigningKey } from './constructs/signing-key.ts';
import { Users } from './constructs/users.ts';
import type { Settings } from './settings.ts';

export interface StateStackProps extends StackProps {
  readonly settings: Pick<Settings, 'signIn' | 'webOrigin' | 'userPoolId' | 'ledgerYears' | 'legalPrincipals'>;
}

/** What must survive: the state of every account, the schedules that wait for their purge, and the users. */
export class StateStack extends Stack {
  readonly table: TableV2;
  readonly scheduleGroup: ScheduleGroup;
  readonly ledger: Ledger;
  readonly events: AccountEvents;
  readonly exportBucket: ExportBucket;
  readonly finalExportVault: FinalExportVault;
  readonly signIn: SignIn;
  /** The Cognito user pool that the accounts' users are in, if they are in one. */
  readonly userPoolId: string | undefined;
  readonly receiptKey: SigningKey;
  readonly requestKey: SigningKey;
  readonly claimCodeKey: ClaimCodeKey;
  /** The keys that sign, and those that once did: what they have signed is still to be checked. */
  readonly publishedKeys: readonly SigningKey[];

  constructor(scope: Construct, id: string, { settings, ...props }: StateStackProps) {
    super(scope, id, { ...props, terminationProtection: true });

    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: OWED_INDEX,
          partitionKey: { name: 'owed', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      timeToLiveAttribute: 'expiresAt',
      dynamoStream: StreamViewType.KEYS_ONLY,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    // Deleting the group would cancel every purge that waits.
    this.scheduleGroup = new ScheduleGroup(this, 'Schedules', { removalPolicy: RemovalPolicy.RETAIN });

    this.receiptKey = new SigningKey(this, 'ReceiptKey', {
      variable: 'RECEIPT_KEY',
      description: 'Signs the receipts of deleted accounts',
    });
    this.requestKey = new SigningKey(this, 'RequestKey', {
      variable: 'REQUEST_KEY',
      description: 'Signs requests to the services that hold data of accounts',
    });
    this.publishedKeys = [this.receiptKey, this.requestKey];
    this.claimCodeKey = new ClaimCodeKey(this, 'ClaimCodeKey');

    this.ledger = new Ledger(this, 'Ledger', settings);
    this.events = new AccountEvents(this, 'Events');
    this.exportBucket = new ExportBucket(this, 'Exports');
    this.finalExportVault = new FinalExportVault(this, 'FinalExports', settings);
    // What the operator's command names.
    const { bucketName, legalRole } = this.finalExportVault;
    const named = {
      StateTable: this.table.tableName,
      OwedIndex: OWED_INDEX,
      LedgerBucket: this.ledger.bucket.bucketName,
      ClaimCodeKeyId: this.claimCodeKey.keyId,
      FinalExportBucket: bucketName,
      ...(legalRole && { LegalRole: legalRole.roleArn }),
    };
    for (const [name, value] of Object.entries(named)) new CfnOutput(this, name, { value });
    // What the rules of other services name.
    new CfnOutput(this, 'EventBus', { value: this.events.busName });

    const { signIn, webOrigin, userPoolId } = settings;
    const users =
      'issuer' in signIn
        ? { signIn: givenSignIn(signIn), userPoolId }
        : new Users(this, 'Users', { ...signIn, webOrigin });
    this.signIn = users.signIn;
    this.userPoolId = users.userPoolId;
  }
}
