import type { LocalSystem } from '../../local/system.ts';
import { functionOf, ofType, type Resources, statementsOf } from '../lib/synthesized.ts';

/** The services whose permissions begin with another name than their client's. */
const PREFIXES: Readonly<Record<string, string>> = {
  sesv2: 'ses',
  sfn: 'states',
  eventbridge: 'events',
  'pinpoint-sms-voice-v2': 'sms-voice',
  'cognito-identity-provider': 'cognito-idp',
};

/** What a call takes where that is not the action of its own name (Service Authorization Reference). */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  // And what its other parts take: `dynamodb:DeleteItem`, `dynamodb:ConditionCheckItem`.
  'dynamodb:TransactWriteItems': ['dynamodb:PutItem'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
  's3:CreateMultipartUpload': ['s3:PutObject'],
  's3:UploadPart': ['s3:PutObject'],
  's3:CompleteMultipartUpload': ['s3:PutObject'],
  's3:HeadObject': ['s3:GetObject'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  's3:ListObjectVersions': ['s3:ListBucketVersions'],
  's3:ListMultipartUploads': ['s3:ListBucketMultipartUploads'],
  's3:ListParts': ['s3:ListMultipartUploadParts'],
  // The code names a version wherever it deletes.
  's3:DeleteObject': ['s3:DeleteObjectVersion'],
  's3:DeleteObjects': ['s3:DeleteObjectVersion'],
};

/** The permission that a call to AWS takes. `service`: the end of its client's name. */
export function actionsOf({ service, operation }: { service: string; operation: string }): readonly string[] {
  const own = `${PREFIXES[service] ?? service}:${operation}`;
  return ACTIONS[own] ?? [own];
}

/** The verbs of all functions: `confirm-deletion`. */
export const verbsOf = (resources: Resources): string[] =>
  ofType(resources, 'AWS::Lambda::Function').flatMap(([, { Metadata }]) => verbOf(Metadata?.Entry ?? '') ?? []);

export const verbOf = (entry: string): string | undefined => /^lambdas\/([\w-]+)\.ts$/.exec(entry)?.[1];

/** The actions that a function is allowed on something, besides writing its log. */
export function allowedActions(resources: Resources, verb: string): ReadonlySet<string> {
  const roleId = functionOf(resources, verb).Properties.Role['Fn::GetAtt'][0];
  const actions = statementsOf(resources, roleId).flatMap(({ Action }) => Action);
  return new Set(actions.filter((action) => !action.startsWith('logs:')));
}

/** The actions that functions of the local run have called for since the last look, by verb; added to what is given. */
export function noteCalls(
  { template, wire }: Pick<LocalSystem, 'template' | 'wire'>,
  called: Map<string, Set<string>>,
): void {
  const verbs = new Map(template.functions.map(({ logicalId, entry }) => [logicalId, verbOf(entry)!]));
  for (const { caller, ...call } of wire.calls.all()) {
    const verb = verbs.get(caller);
    if (!verb) continue;
    const actions = called.get(verb) ?? new Set();
    for (const action of actionsOf(call)) actions.add(action);
    called.set(verb, actions);
  }
  // It forgets the oldest by itself.
  wire.calls.clear();
}

/** What is allowed without a call of the code's own that takes it, and why. */
export const IMPLIED: Readonly<Record<string, string>> = {
  'iam:PassRole': 'taken by CreateSchedule and UpdateSchedule, which hand a role over',
  'sqs:SendMessage': 'taken by Lambda, which leaves dead letters in the function’s name',
  'dynamodb:DescribeStream': 'taken by Lambda, which reads the stream in the function’s name',
  'dynamodb:GetRecords': 'as above',
  'dynamodb:GetShardIterator': 'as above',
  'dynamodb:ListStreams': 'as above',
  'kms:GenerateDataKey': 'taken by S3, which encrypts in the function’s name',
  'kms:Decrypt': 'taken by S3, which puts the parts of an upload together',
};
