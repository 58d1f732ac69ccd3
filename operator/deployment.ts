import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** What the stacks put out for this command (lib/state-stack.ts, lib/service-stack.ts). */
const NAMES = [
  'StateTable',
  'OwedIndex',
  'LedgerBucket',
  'ClaimCodeKeyId',
  'FinalExportBucket',
  'MembersHolding',
] as const;

export type Outputs = Readonly<Record<(typeof NAMES)[number], string>> & {
  /** The role that reads final exports; absent where the settings name nobody who may. */
  readonly LegalRole?: string | undefined;
};

/** Reads what the stacks of a stage have put out. @throws where one is not there, or is of an older version */
export async function outputsOf(stage: string): Promise<Outputs> {
  const cloudFormation = new CloudFormationClient({});
  const describe = async (stack: string) => {
    const StackName = `AccountDeletion-${stage}-${stack}`;
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0]?.Outputs ?? [];
  };
  const [state, service] = await Promise.all([describe('State'), describe('Service')]);
  const found = Object.fromEntries(
    [...state, ...service].map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const missing = NAMES.filter((name) => found[name] === undefined);
  if (missing.length > 0) {
    throw new Error(`The stacks of stage "${stage}" do not put out ${missing.join(', ')}: deploy them again.`);
  }
  return found as unknown as Outputs;
}
