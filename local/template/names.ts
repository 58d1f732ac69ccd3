import type { Attribute, CfnResource, Place, Stacks } from './resolve.ts';

type Names = Readonly<Record<string, (named: Named) => string>>;

interface Named {
  readonly logicalId: string;
  readonly properties: Record<string, unknown>;
  /** Resolves a property that refers to another resource. */
  readonly refer: (property: string) => string;
  readonly arn: (service: string, resource: string) => string;
  readonly place: Place;
}

/** A name that the template gives, else the logical id. */
const given =
  (property: string) =>
  ({ properties, logicalId }: Named) =>
    typeof properties[property] === 'string' ? (properties[property] as string) : logicalId;

const tableName = given('TableName');
const functionName = given('FunctionName');
const queueName = given('QueueName');
const groupName = given('Name');
const roleName = given('RoleName');
const topicName = given('TopicName');
const bucketName = ({ properties, logicalId }: Named) =>
  typeof properties.BucketName === 'string' ? properties.BucketName : logicalId.toLowerCase();

/** What `Ref` (under `Ref`) and `Fn::GetAtt` give of each type of resource. */
const TYPES: Readonly<Record<string, Names>> = {
  'AWS::DynamoDB::GlobalTable': {
    Ref: tableName,
    Arn: (it) => it.arn('dynamodb', `table/${tableName(it)}`),
    StreamArn: (it) => it.arn('dynamodb', `table/${tableName(it)}/stream/local`),
  },
  'AWS::Lambda::Function': { Ref: functionName, Arn: (it) => it.arn('lambda', `function:${functionName(it)}`) },
  'AWS::Lambda::Version': {
    Ref: (it) => it.arn('lambda', `function:${it.refer('FunctionName')}:1`),
    Version: () => '1',
  },
  'AWS::Lambda::Alias': {
    Ref: (it) => it.arn('lambda', `function:${it.refer('FunctionName')}:${it.properties.Name}`),
  },
  'AWS::SQS::Queue': {
    Ref: (it) => `https://sqs.local/${queueName(it)}`,
    Arn: (it) => it.arn('sqs', queueName(it)),
    QueueName: queueName,
  },
  'AWS::SNS::Topic': { Ref: (it) => it.arn('sns', topicName(it)), TopicName: topicName },
  'AWS::Scheduler::ScheduleGroup': {
    Ref: groupName,
    Arn: (it) => it.arn('scheduler', `schedule-group/${groupName(it)}`),
  },
  'AWS::IAM::Role': { Ref: roleName, Arn: (it) => it.arn('iam', `role/${roleName(it)}`) },
  'AWS::S3::Bucket': { Ref: bucketName, Arn: (it) => `arn:aws:s3:::${bucketName(it)}` },
  'AWS::KMS::Key': {
    Ref: ({ logicalId }) => logicalId,
    KeyId: ({ logicalId }) => logicalId,
    Arn: (it) => it.arn('kms', `key/${it.logicalId}`),
  },
  'AWS::Events::Rule': { Ref: groupName, Arn: (it) => it.arn('events', `rule/${groupName(it)}`) },
  'AWS::Events::EventBus': {
    Ref: groupName,
    Arn: (it) => it.arn('events', `event-bus/${groupName(it)}`),
    Name: groupName,
  },
  'AWS::ApiGatewayV2::Api': {
    Ref: ({ logicalId }) => logicalId,
    ApiEndpoint: ({ logicalId, place: { api, region } }) =>
      api ?? `https://${logicalId}.execute-api.${region}.amazonaws.com`,
  },
  'AWS::SES::ConfigurationSet': { Ref: groupName },
  'AWS::SES::EmailIdentity': { Ref: given('EmailIdentity') },
  'AWS::Logs::LogGroup': {
    Ref: given('LogGroupName'),
    Arn: (it) => it.arn('logs', `log-group:${given('LogGroupName')(it)}:*`),
  },
};

/** A resource that nothing at run time asks for but by its id. */
const PLAIN: Names = { Ref: ({ logicalId }) => logicalId };

/** The names and ARNs that the stacks' resources have locally. `resolve`: for a property that refers to another. */
export function createAttribute(
  stacks: Stacks,
  place: Place,
  resolve: (stack: string, value: unknown, path: string) => unknown,
): Attribute {
  const { region, account } = place;
  return (stack, logicalId, attribute = 'Ref') => {
    const resource: CfnResource | undefined = stacks[stack]?.Resources?.[logicalId];
    if (!resource) return undefined;
    const properties = resource.Properties ?? {};
    const name = (TYPES[resource.Type] ?? PLAIN)[attribute];
    return name?.({
      logicalId,
      properties,
      place,
      refer: (property) => String(resolve(stack, properties[property], `${stack}.${logicalId}.${property}`)),
      arn: (service, rest) => `arn:aws:${service}:${service === 'iam' ? '' : region}:${account}:${rest}`,
    });
  };
}
