import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { OWED_INDEX } from './constructs/service-function.ts';
import { givenSignIn, type SignIn } from './constructs/sign-in.ts';
import { Users } from './constructs/users.ts';
import type { Settings } from './settings.ts';

export interface StateStackProps extends StackProps {
  readonly settings: Pick<Settings, 'signIn' | 'webOrigin'>;
}

/** What must survive: the state of every account, the schedules that wait for their purge, and the users. */
export class StateStack extends Stack {
  readonly table: TableV2;
  readonly scheduleGroup: ScheduleGroup;
  readonly signIn: SignIn;

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

    const { signIn, webOrigin } = settings;
    this.signIn = 'issuer' in signIn ? givenSignIn(signIn) : new Users(this, 'Users', { ...signIn, webOrigin }).signIn;
  }
}
