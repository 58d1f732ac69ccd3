import { AwsError, type StreamedService } from '../wire.ts';
import { awsQuery } from './aws-query.ts';

/** CloudFormation, as far as it tells what stacks put out. `outputsOf`: undefined for a stack that is not there. */
export const createCloudFormation = ({
  clock,
  outputsOf,
}: {
  clock: { now(): number };
  outputsOf: (stack: string) => Readonly<Record<string, string>> | undefined;
}): StreamedService => {
  const CreationTime = new Date(clock.now()).toISOString();
  return awsQuery(
    {
      name: 'cloudformation',
      signingName: 'cloudformation',
      namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    },
    {
      DescribeStacks(form) {
        const StackName = form.get('StackName') ?? '';
        const outputs = outputsOf(StackName);
        if (!outputs) throw new AwsError('ValidationError', 400, `Stack with id ${StackName} does not exist`);
        const Outputs = {
          member: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
        };
        return { Stacks: { member: [{ StackName, CreationTime, StackStatus: 'CREATE_COMPLETE', Outputs }] } };
      },
    },
  );
};
