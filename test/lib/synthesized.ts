import { Template } from 'aws-cdk-lib/assertions';
import { accountDeletion } from '../../lib/account-deletion.ts';
import { cdkContext, unbundledApp } from '../../lib/app-context.ts';
import { type Settings, settingsOf } from '../../lib/settings.ts';

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes, and a wrong guess fails the test
  readonly Properties: any;
  readonly Metadata?: { readonly Entry?: string };
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
export type Resources = Readonly<Record<string, Resource>>;

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** The example's settings, as a fresh clone has them. */
export const exampleSettings = (): Settings => settingsOf('example', cdkContext().stages);

/** The stacks as CloudFormation would get them. */
export function synthesized(settings = exampleSettings()) {
  const stacks = accountDeletion(unbundledApp(), 'example', settings);
  const { state, service, web } = stacks;
  const template = Template.fromStack;
  return { stacks, state: template(state), service: template(service), web: template(web) };
}

/** A stage whose users sign in elsewhere. */
export const settingsWithIssuer = (): Settings => ({
  ...exampleSettings(),
  signIn: { issuer: 'https://id.example.org/tenant', audience: ['api'], clientId: 'page' },
});

export const resourcesOf = (template: Template): Resources => template.toJSON().Resources;

export const ofType = (resources: Resources, type: string): [string, Resource][] =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);

/** The one resource of a type, or of that type and with an id that begins so. */
export function onlyOne(resources: Resources, type: string, idPrefix = ''): Resource & { readonly id: string } {
  const [found, ...others] = ofType(resources, type).filter(([id]) => id.startsWith(idPrefix));
  if (!found || others.length > 0) throw new Error(`not one ${type} but ${others.length + (found ? 1 : 0)}`);
  return { id: found[0], ...found[1] };
}

/** The function of an entry, `confirm-deletion`. */
export function functionOf(resources: Resources, verb: string): Resource & { readonly id: string } {
  const found = ofType(resources, 'AWS::Lambda::Function').find(
    ([, it]) => it.Metadata?.Entry === `lambdas/${verb}.ts`,
  );
  if (!found) throw new Error(`no function has the entry ${verb}`);
  return { id: found[0], ...found[1] };
}

export const asList = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** A reference as a person would say it: logical ids without their hash, ARNs without Region and account. */
export function said(value: unknown): string {
  if (typeof value === 'string') return value.replace(/^arn:aws:[a-z-]+:[a-z0-9-]*:\d*:/, '');
  const [[kind, of]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  if (kind === 'Ref') return withoutHash(of as string);
  if (kind === 'Fn::GetAtt')
    return (of as string[])
      .map(withoutHash)
      .join('.')
      .replace(/\.Arn$/, '');
  if (kind === 'Fn::Join') return said((of as [string, unknown[]])[1].map(said).join(''));
  if (kind === 'Fn::GetStackOutput') return saidOutput((of as { OutputName: string }).OutputName);
  throw new Error(`no words for ${kind}`);
}

const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '');

const saidOutput = (name: string) =>
  name.replace(/^PublishOutput(?:FnGetAtt|Ref)(\w+?)[0-9A-F]{8}(\w*?)[0-9A-F]{8}$/, (_, id, attribute) =>
    attribute && attribute !== 'Arn' ? `${id}.${attribute}` : id,
  );

/** What the policies of a role say. */
export const statementsOf = (resources: Resources, roleId: string): Statement[] =>
  ofType(resources, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

/** All that a role may do, as `action on resource`. */
export function allowedTo(resources: Resources, roleId: string): string[] {
  const pairs = statementsOf(resources, roleId).flatMap(({ Action, Resource }) =>
    asList(Resource).flatMap((resource) => asList(Action).map((action) => `${action} on ${said(resource)}`)),
  );
  return [...new Set(pairs)].sort();
}
