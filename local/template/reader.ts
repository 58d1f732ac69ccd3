import { createAttribute } from './names.ts';
import { createResolve, type Place, type Stacks } from './resolve.ts';

/** One resource of a template, with ways to read it resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly ref: string;
  /** Where it stands, for messages. */
  readonly path: string;
  attribute(name: string): string;
  property<T>(name: string): T | undefined;
}

/** Reads the resources of all stacks by their type. */
export interface Reader {
  all(type: string): Resource[];
  /** What a stack puts out, resolved; undefined where there is no such stack. */
  outputs(stack: string): Readonly<Record<string, string>> | undefined;
}

export function createReader(stacks: Stacks, place: Place): Reader {
  const attribute = createAttribute(stacks, place, (...value) => resolve(...value));
  const resolve = createResolve(stacks, place, attribute);

  return {
    all: (type) =>
      Object.entries(stacks).flatMap(([stack, { Resources = {} }]) =>
        Object.entries(Resources)
          .filter(([, resource]) => resource.Type === type)
          .map(([logicalId, { Properties = {}, Metadata = {} }]) => {
            const path = `${stack}.${logicalId}`;
            return {
              logicalId,
              metadata: Metadata,
              path,
              ref: attribute(stack, logicalId, undefined)!,
              attribute: (name: string) => attribute(stack, logicalId, name)!,
              property: <T>(name: string) => resolve(stack, Properties[name], `${path}.${name}`) as T | undefined,
            };
          }),
      ),
    outputs(stack) {
      if (!Object.hasOwn(stacks, stack)) return undefined;
      const outputs = Object.entries(stacks[stack]?.Outputs ?? {});
      return Object.fromEntries(
        outputs.map(([name, { Value }]) => [name, String(resolve(stack, Value, `${stack}.Outputs.${name}`))]),
      );
    },
  };
}
