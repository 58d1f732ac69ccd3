import type { openApiDocument } from './document.ts';

/**
 * The types of a client, in the form that openapi-fetch reads. The generators that exist print by TypeScript's compiler
 * API, which TypeScript 7 does not have; the few forms that our document uses fit in here.
 */

type Schema = Readonly<Record<string, unknown>>;
type Document = ReturnType<typeof openApiDocument>;
type Content = Readonly<Record<string, { readonly schema: Schema }>>;

const object = (fields: readonly string[]) => `{ ${fields.map((field) => `${field};`).join(' ')} }`;

function typeOf(schema: Schema): string {
  const { $ref, anyOf, oneOf, enum: values, type, items, properties, required } = schema;
  if ('const' in schema) return JSON.stringify(schema.const);
  if ($ref) return `components['schemas']['${String($ref).split('/').at(-1)}']`;
  if (anyOf ?? oneOf) return ((anyOf ?? oneOf) as Schema[]).map(typeOf).join(' | ');
  if (values) return (values as unknown[]).map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'array') return `readonly (${typeOf(items as Schema)})[]`;
  if (type === 'object') {
    const fields = Object.entries(properties as Record<string, Schema>);
    const isRequired = (name: string) => (required as string[] | undefined)?.includes(name);
    return object(fields.map(([name, field]) => `readonly ${name}${isRequired(name) ? '' : '?'}: ${typeOf(field)}`));
  }
  if (type === 'integer') return 'number';
  if (['string', 'number', 'boolean', 'null'].includes(String(type))) return String(type);
  throw new Error(`no type for ${JSON.stringify(schema)}`);
}

const contentOf = (content: Content) =>
  object(Object.entries(content).map(([type, { schema }]) => `'${type}': ${typeOf(schema)}`));

/** The variables of a path, every one a string. */
const parametersOf = (parameters: readonly { readonly name: string }[]) =>
  `parameters: { path: ${object(parameters.map(({ name }) => `${name}: string`))} }`;

function operationOf(operation: {
  parameters?: readonly { readonly name: string }[];
  requestBody?: { content: Content };
  responses: Record<string, { content: Content }>;
}) {
  const responses = Object.entries(operation.responses).map(
    ([status, { content }]) =>
      `${status}: ${object(['headers: Record<string, unknown>', `content: ${contentOf(content)}`])}`,
  );
  const body = operation.requestBody
    ? `requestBody: { content: ${contentOf(operation.requestBody.content)} }`
    : 'requestBody?: never';
  const parameters = operation.parameters ? parametersOf(operation.parameters) : 'parameters: Record<string, never>';
  return object([parameters, body, `responses: ${object(responses)}`]);
}

/** The document's paths and schemas as TypeScript. */
export function clientTypes({ paths, components }: Document): string {
  const schemas = Object.entries(components.schemas).map(([name, schema]) => `${name}: ${typeOf(schema as Schema)}`);
  const routes = Object.entries(paths).map(([path, methods]) => {
    const operations = Object.entries(methods as Record<string, Parameters<typeof operationOf>[0]>);
    return `'${path}': ${object(operations.map(([method, operation]) => `${method}: ${operationOf(operation)}`))}`;
  });
  return `export interface components { schemas: ${object(schemas)} }\n\nexport interface paths ${object(routes)}\n`;
}
