import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Look } from '../app/holding.ts';
import type { ExecutionsSpec } from '../holdings/spec.ts';
import { rows } from './rows.ts';

/** An item of which nothing runs. */
const ALONE = { held: 1, left: 1 };

/** How many items there are. Of these, and of executions of theirs that still run, none is to be left. */
export function executions(documents: DynamoDBDocumentClient, sfn: SFNClient, spec: ExecutionsSpec): Look {
  return rows(documents, spec, async (row) => {
    const executionArn = row[spec.executionArn];
    if (!executionArn) return ALONE;
    try {
      const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: String(executionArn) }));
      return status === 'RUNNING' ? { held: 1, left: 2 } : ALONE;
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return ALONE;
      throw error;
    }
  });
}
