import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IAlias } from 'aws-cdk-lib/aws-lambda';
import type { IScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

export interface DeletionSchedulesProps {
  readonly group: IScheduleGroup;
  readonly purge: IAlias;
  /** What sends the reminder. */
  readonly publish: ServiceFunction;
  readonly alarms: Alarms;
}

/** What a deletion's schedules are made with: their group, the role they assume, their dead letters. */
export class DeletionSchedules extends Construct {
  private readonly props: DeletionSchedulesProps;
  private readonly role: Role;
  private readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: DeletionSchedulesProps) {
    super(scope, id);
    this.props = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      alarms: props.alarms,
      meaning: 'A schedule could not wake its purge, or have its reminder sent; the sweep does.',
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Stack.of(this).account,
            'aws:SourceArn': props.group.scheduleGroupArn,
          },
        },
      }),
    });
    props.purge.grantInvoke(this.role);
    this.role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.publish.functionArn] }),
    );
    this.deadLetters.grantSend(this.role);
  }

  /** Lets `follower` create, move and drop the schedules, and wake the purge itself; nothing else. */
  bind(follower: ServiceFunction): void {
    const { group, purge, publish } = this.props;
    follower.addEnvironment('SCHEDULE_GROUP', group.scheduleGroupName);
    follower.addEnvironment('SCHEDULE_ROLE_ARN', this.role.roleArn);
    follower.addEnvironment('SCHEDULE_DEAD_LETTER_ARN', this.deadLetters.queueArn);
    follower.addEnvironment('PURGE_ARN', purge.functionArn);
    follower.addEnvironment('PUBLISH_ARN', publish.functionArn);
    follower.allow(
      ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
      Stack.of(this).formatArn({
        service: 'scheduler',
        resource: 'schedule',
        resourceName: `${group.scheduleGroupName}/*`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    );
    follower.addToRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
    purge.grantInvoke(follower);
  }
}
