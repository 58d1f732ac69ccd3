import { type App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** Why something that cdk-nag finds is as it should be. */
interface Explanation {
  /** The finding's id, without `AwsSolutions-`. */
  readonly finding: RegExp;
  /** The path of the resource, below its stack. */
  readonly at: RegExp;
  readonly reason: string;
}

const anywhere = /./;
const of = (path: string) => new RegExp(`^${path}/Resource$`);
const resource = (pattern: string) => new RegExp(`^IAM5\\[Resource::.*${pattern}\\]$`);

const EXPLANATIONS: readonly Explanation[] = [
  {
    finding: /^S1$/,
    at: of('Ledger/Entries'),
    reason: 'Holds nothing personal, and nobody can change or remove what is there: who reads it is of no consequence.',
  },
  {
    finding: /^S1$/,
    at: of('(Exports|FinalExports)/Archives'),
    reason: 'An access log would keep the addresses of those who download; who opened a final export is in the ledger.',
  },
  { finding: /^S1$/, at: of('Page/Files'), reason: 'Public files, which CloudFront alone reads.' },
  {
    finding: /^COG1$/,
    at: of('Users/Pool'),
    reason: 'Twelve characters of any kind: length is worth more than kinds of characters (NIST SP 800-63B).',
  },
  {
    finding: /^COG2$/,
    at: of('Users/Pool'),
    reason:
      'A pool to begin with. Whose users need a second factor brings an issuer that asks for it (settings, issuer).',
  },
  { finding: /^COG8$/, at: of('Users/Pool'), reason: 'The Plus plan is paid by the user: for the adopter to decide.' },
  { finding: /^CFR1$/, at: of('Page/Distribution'), reason: 'Owners may delete their account from wherever they are.' },
  {
    finding: /^CFR2$/,
    at: of('Page/Distribution'),
    reason: 'Static files: there is nothing behind them that a firewall could protect. The API has its throttle.',
  },
  { finding: /^CFR3$/, at: of('Page/Distribution'), reason: 'Who looks at the page is written down nowhere.' },
  {
    finding: /^CFR4$/,
    at: of('Page/Distribution'),
    reason: 'With CloudFront’s own name its certificate decides; with a domain of one’s own it is TLS 1.2 (2021).',
  },
  {
    finding: /^APIG4$/,
    at: /^AccountApi\/Gateway\/Api\/GET--(receipts--\{receiptId\}|\.well-known--jwks\.json)\/Resource$/,
    reason: 'Open by design: whoever has a receipt’s id, 256 random bits, may read it; public keys are public.',
  },
  {
    finding: /^SQS3$/,
    at: of('(Follow|Publish|Schedules)/DeadLetters'),
    reason: 'Is a queue of dead letters itself: of a stream’s reader, or of schedules that are made at run time.',
  },
  {
    finding: /^L1$/,
    at: /^Custom::CDKBucketDeployment\w+\/Resource$/,
    reason: 'The function by which the CDK copies files on deployment, on the runtime that the CDK gives it.',
  },
  {
    finding: /^IAM5\[Action::s3:(Abort|DeleteObject|GetBucket|GetObject|List)\*\]$/,
    at: of('Content/Role/DefaultPolicy'),
    reason: 'What the CDK’s function for copying files is given, on the page’s bucket and on its own assets.',
  },
  {
    finding: resource('/\\*'),
    at: of('Content/Role/DefaultPolicy'),
    reason: 'The page’s files, and the CDK’s assets.',
  },
  {
    finding: resource('/(deletions|receipts|accounts|operators)/\\*'),
    at: anywhere,
    reason: 'One folder of the ledger; which deletions there will be is not known when the policy is made.',
  },
  {
    finding: resource('/exports/\\*'),
    at: anywhere,
    reason: 'The archives of data exports; of which accounts is not known when the policy is made.',
  },
  {
    finding: resource('FinalExports.*/\\*'),
    at: of('FinalExports/(LegalRole|(Take|Keep)FinalExportRole)/DefaultPolicy'),
    reason: 'All of the vault, which holds nothing else; the bucket’s policy leaves each verb to one role.',
  },
  {
    finding: resource('<\\w+\\.Arn>:\\*'),
    at: anywhere,
    reason: 'The executions of one durable function, each of which has an ARN of its own.',
  },
  {
    finding: resource(':(s3|scheduler|sms-voice|states):.*\\*'),
    at: anywhere,
    reason: 'What one holding names (lib/holdings.ts): which items it has is data, not known when the policy is made.',
  },
  {
    finding: /^IAM5\[Resource::\*\]$/,
    at: /^.+Role\/DefaultPolicy\/Resource$/,
    reason: 'X-Ray knows no resources; only where the settings ask for traces.',
  },
];

const PACK = 'AwsSolutions-';

interface Finding {
  readonly resource: IConstruct;
  /** As it is acknowledged: `AwsSolutions-S1`. */
  readonly id: string;
}

/** All that cdk-nag finds in a synthesized app that nobody has acknowledged. */
export function findings(app: App): Finding[] {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  const byPath = new Map(app.node.findAll().map((construct) => [construct.node.path, construct]));
  return violations.flatMap(({ ruleName: id, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({ id, resource: byPath.get(constructPath!)! })),
  );
}

/**
 * Acknowledges in a synthesized app what is explained here, each finding by its exact id on its own resource. Answers the
 * reasons that were of no use.
 */
export function explain(app: App): readonly string[] {
  const used = new Set<Explanation>();
  for (const { resource, id } of findings(app)) {
    const path = resource.node.path.slice(Stack.of(resource).node.path.length + 1);
    const name = id.slice(PACK.length);
    const found = EXPLANATIONS.find(({ finding, at }) => finding.test(name) && at.test(path));
    if (!found) continue;
    used.add(found);
    Validations.of(resource).acknowledge({ id, reason: found.reason });
  }
  return EXPLANATIONS.filter((explanation) => !used.has(explanation)).map(({ reason }) => reason);
}
