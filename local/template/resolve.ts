/** A CloudFormation template as CDK synthesizes it. */
export interface CfnTemplate {
  readonly Resources?: Record<string, CfnResource>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
}

export interface CfnResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
}

/** The stacks' templates by name. */
export type Stacks = Readonly<Record<string, CfnTemplate>>;

/** Where the local run pretends to be. */
export interface Place {
  readonly region: string;
  readonly account: string;
  /** Where an HTTP API answers. */
  readonly api?: string;
}

/** Resolves a value of a stack's template: what is left has no intrinsic function in it. `path` tells where it stands. */
export type Resolve = (stack: string, value: unknown, path: string) => unknown;

/** What a reference to a resource stands for; `undefined` when the attribute is not known. */
export type Attribute = (stack: string, logicalId: string, attribute: string | undefined) => string | undefined;

type Intrinsic = (argument: never, stack: string, path: string) => unknown;

/** A resolver for the intrinsic functions that CDK writes; another one throws, with the path at which it stands. */
export function createResolve(stacks: Stacks, { region, account }: Place, attribute: Attribute): Resolve {
  const pseudo: Record<string, string> = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };

  function reference(stack: string, logicalId: string, name: string | undefined, path: string): string {
    const value =
      name === undefined ? (pseudo[logicalId] ?? attribute(stack, logicalId, name)) : attribute(stack, logicalId, name);
    if (value === undefined) throw new Error(`${path}: nothing is known of ${logicalId}${name ? `.${name}` : ''}.`);
    return value;
  }

  function output(stack: string, name: string, path: string): unknown {
    const found = stacks[stack]?.Outputs?.[name];
    if (!found) throw new Error(`${path}: stack ${stack} has no output ${name}.`);
    return resolve(stack, found.Value, `${stack}.Outputs.${name}`);
  }

  function imported(name: string, path: string): unknown {
    for (const [stack, { Outputs = {} }] of Object.entries(stacks)) {
      for (const [id, { Value, Export }] of Object.entries(Outputs)) {
        if (Export && resolve(stack, Export.Name, path) === name)
          return resolve(stack, Value, `${stack}.Outputs.${id}`);
      }
    }
    throw new Error(`${path}: no stack exports ${name}.`);
  }

  function substitute(argument: string | [string, Record<string, unknown>], stack: string, path: string): string {
    const [text, values] = typeof argument === 'string' ? [argument, {}] : argument;
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in values) return String(resolve(stack, values[name], path));
      const [logicalId = '', ...rest] = name.split('.');
      return reference(stack, logicalId, rest.length > 0 ? rest.join('.') : undefined, path);
    });
  }

  const list = (value: unknown, stack: string, path: string) => resolve(stack, value, path) as unknown[];

  const intrinsics: Record<string, Intrinsic> = {
    Ref: (name: string, stack, path) => reference(stack, name, undefined, path),
    'Fn::GetAtt': ([id, name]: [string, string], stack, path) => reference(stack, id, name, path),
    'Fn::Join': ([by, parts]: [string, unknown], stack, path) => list(parts, stack, path).join(by),
    'Fn::Split': ([by, text]: [string, unknown], stack, path) => String(resolve(stack, text, path)).split(by),
    'Fn::Select': ([index, from]: [number, unknown], stack, path) => list(from, stack, path)[Number(index)],
    'Fn::Sub': substitute,
    'Fn::ImportValue': (name: unknown, stack, path) => imported(String(resolve(stack, name, path)), path),
    'Fn::GetStackOutput': (of: { StackName: string; OutputName: string }, _stack, path) =>
      output(of.StackName, of.OutputName, path),
  };

  function resolve(stack: string, value: unknown, path: string): unknown {
    if (Array.isArray(value)) return value.map((item, index) => resolve(stack, item, `${path}[${index}]`));
    if (typeof value !== 'object' || value === null) return value;
    const [[key, argument] = [''], ...more] = Object.entries(value);
    if (more.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
      const intrinsic = intrinsics[key];
      if (!intrinsic) throw new Error(`${path}: the local run does not understand ${key}.`);
      return intrinsic(argument as never, stack, path);
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, resolve(stack, item, `${path}.${name}`)]),
    );
  }

  return resolve;
}
