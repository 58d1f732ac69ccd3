import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import { ServiceFunction } from './service-function.ts';

export interface DurableFunctionProps {
  /** In MB. */
  readonly memorySize: number;
  /** @default - none but what the binds add */
  readonly environment?: Readonly<Record<string, string>>;
  readonly alarms: Alarms;
  /** Whether an execution asks if another one, that was at what it is started for, has ended. @default false */
  readonly asksBack?: boolean;
  /** What it means that an execution has failed for good, for who reads the alarm. */
  readonly meaning: string;
}

/** A durable function, one execution for each event; it is alone in its scope. */
export class DurableFunction extends ServiceFunction {
  /** What is invoked; a durable function runs through a version or an alias alone. */
  readonly alias: Alias;
  private readonly executions: string;

  constructor(scope: Construct, verb: string, { alarms, meaning, asksBack = false, ...props }: DurableFunctionProps) {
    super(scope, verb, {
      ...props,
      timeout: Duration.minutes(15),
      durableConfig: { executionTimeout: Duration.days(10), retentionPeriod: Duration.days(14) },
      // Not a destination: durable functions have none, though one can be declared.
      deadLetterQueue: new DeadLetters(scope, 'DeadLetters', { alarms, meaning }),
      // An execution that runs for days is pinned to the version that it began with.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    this.executions = `${this.functionArn}:*`;
    // Part of the role's own policy it would make a circle, since the function waits for that one.
    const checkpoints = new Policy(scope, 'Checkpoints', {
      statements: [
        new PolicyStatement({
          actions: [
            'lambda:CheckpointDurableExecution',
            'lambda:GetDurableExecutionState',
            ...(asksBack ? ['lambda:GetDurableExecution'] : []),
          ],
          resources: [this.executions],
        }),
      ],
      roles: [this.role!],
    });
    this.alias = this.addAlias('live', { retryAttempts: 2, maxEventAge: Duration.hours(6) });
    this.alias.node.addDependency(checkpoints);
  }

  /** Names the alias to `starter` and lets it start executions, and see whether they have ended. */
  bindStarter(starter: ServiceFunction, variable: string): void {
    starter.addEnvironment(variable, this.alias.functionArn);
    starter.allow(['lambda:InvokeFunction'], this.alias.functionArn);
    this.grantSee(starter);
  }

  /** Lets `asker` see whether an execution has ended. */
  grantSee(asker: ServiceFunction): void {
    asker.allow(['lambda:GetDurableExecution'], this.executions);
  }
}
