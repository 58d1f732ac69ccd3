import { Stack } from 'aws-cdk-lib';
import { QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { ServiceFunction } from './service-function.ts';

export type TracesProps = Pick<Settings, 'traces'>;

/**
 * How one account, or one request, is followed through all functions of the stack that there are so far: by a saved query
 * over their logs and, where the settings ask for it, by X-Ray.
 */
export class Traces extends Construct {
  constructor(scope: Construct, id: string, { traces }: TracesProps) {
    super(scope, id);
    const functions = Stack.of(this)
      .node.findAll()
      .filter((node) => node instanceof ServiceFunction);
    new QueryDefinition(this, 'OneAccount', {
      queryDefinitionName: `${Stack.of(this).stackName}/one account`,
      queryString: new QueryString({
        fields: ['@timestamp', 'level', '@log', '@message'],
        // In the log of nobody: whoever runs the query puts the account's id there.
        filterStatements: ['message.accountId = "the account\'s id"'],
        sort: '@timestamp asc',
        limit: 1_000,
      }),
      logGroups: functions.map(({ logGroup }) => logGroup),
    });
    if (traces) for (const each of functions) each.trace();
  }
}
