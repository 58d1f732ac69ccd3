import { ArnFormat } from 'aws-cdk-lib';
import type { ExecutionsSpec, ItemsPlace, LeftOut, Suspension } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding, onItems, type Permission, query } from './holding.ts';

export interface ExecutionsProps extends ItemsPlace, LeftOut {
  /** The attribute that holds the execution's ARN; an item without it has none. */
  readonly executionArn: string;
  /** Name of the state machine, a standard one: express executions cannot be stopped. */
  readonly stateMachine: string;
  /** How an item stops starting anything. @default - it does not */
  readonly suspension?: Suspension;
}

/**
 * What runs as Step Functions executions, which a table names: stopped, then its items go. Histories stay with the
 * service for up to 90 days and nothing deletes them, so inputs are to carry ids only.
 */
export function executions(name: string, { stateMachine, ...props }: ExecutionsProps): Holding {
  const spec: ExecutionsSpec = { kind: 'executions', name, outcome: 'terminate', ...props };
  /** Which executions there are is data, unknown when the policy is made, hence all of the state machine. */
  const onExecutions = (action: string): Permission => ({
    actions: [`states:${action}`],
    resource: {
      service: 'states',
      resource: 'execution',
      resourceName: `${stateMachine}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    },
  });
  const read = [query(props)];
  const change = props.suspension && [...read, onItems(props, 'dynamodb:UpdateItem')];
  return holding(spec, {
    count: read,
    export: read,
    ...(change && { suspend: change, resume: change }),
    fence: [...(change ?? read), onExecutions('StopExecution')],
    erase: [...read, onExecutions('StopExecution'), onItems(props, 'dynamodb:BatchWriteItem')],
    verify: [...read, onExecutions('DescribeExecution')],
  });
}
