import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  type DurableConfig,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  type VersionOptions,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bundledCode } from './bundling.ts';

/** The table's sparse index of what is owed, by due time. */
export const OWED_INDEX = 'owed';

const TABLE_ACCESS = {
  /** Loads an account. */
  read: ['dynamodb:Query'],
  /** Loads an account and saves it with what follows from the change. */
  change: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
  /** Changes an account, and strikes off what is no longer owed, if nothing changed meanwhile. */
  settle: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem'],
  /** Reads an owed item or takes it to itself, and strikes it off. */
  publish: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  /** Sees whether all purges are paused, and pauses them. */
  pause: ['dynamodb:GetItem', 'dynamodb:PutItem'],
} as const;

export interface ServiceFunctionProps {
  readonly timeout: Duration;
  /** In MB. @default 512 */
  readonly memorySize?: number;
  /** @default - none but what the binds add */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - not a durable function */
  readonly durableConfig?: DurableConfig;
  /** Where an asynchronous event goes that failed for good. @default - it is dropped */
  readonly deadLetterQueue?: IQueue;
  readonly currentVersionOptions?: VersionOptions;
}

/** A function whose code is `lambdas/<verb>.ts`; it may write its own log and nothing else until it is granted more. */
export class ServiceFunction extends LambdaFunction {
  constructor(scope: Construct, verb: string, props: ServiceFunctionProps) {
    const id = verb.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    // The role and the log group that the CDK would make by itself allow logging to any group.
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      memorySize: 512,
      ...props,
      code: bundledCode(verb),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      role,
    });
    (this.node.defaultChild as CfnFunction).addMetadata('Entry', `lambdas/${verb}.ts`);
  }

  /** Names the table to the function and allows it exactly what `access` takes. */
  bindTable(table: ITableV2, access: keyof typeof TABLE_ACCESS): void {
    this.addEnvironment('TABLE_NAME', table.tableName);
    this.allow(TABLE_ACCESS[access], table.tableArn);
  }

  /** Names the table and its index of what is owed to the function, and allows it to read that index alone. */
  bindOwed(table: ITableV2): void {
    this.addEnvironment('TABLE_NAME', table.tableName);
    this.addEnvironment('OWED_INDEX', OWED_INDEX);
    this.allow(['dynamodb:Query'], `${table.tableArn}/index/${OWED_INDEX}`);
  }

  /** Lets `caller` invoke this function as it was deployed last, none of its versions. */
  allowInvokeBy(caller: ServiceFunction, variable: string): void {
    caller.addEnvironment(variable, this.functionName);
    caller.allow(['lambda:InvokeFunction'], this.functionArn);
  }

  /** Has X-Ray see each invocation. It knows no resources, so that what it takes is allowed on everything or not at all. */
  trace(): void {
    (this.node.defaultChild as CfnFunction).tracingConfig = { mode: 'Active' };
    this.allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*');
  }

  /** Allows the function `actions` on `resources`. */
  allow(actions: readonly string[], ...resources: string[]): void {
    this.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources }));
  }
}
