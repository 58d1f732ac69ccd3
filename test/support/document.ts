import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import document from '../../api/openapi.json' with { type: 'json' };

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi.json');

type Content = Record<string, { schema: { $ref: string } }>;
type Operation = { responses: Record<string, { content: Content }> };
const paths: Record<string, Record<string, Operation>> = document.paths;

const validators = new Map<string, ValidateFunction>();
function validatorOf({ $ref }: { $ref: string }): ValidateFunction {
  const known = validators.get($ref) ?? ajv.compile({ $ref: `openapi.json${$ref}` });
  validators.set($ref, known);
  return known;
}

/** A path's operations: of the one that is written so, else of the one whose variables fit. */
const operationsOf = (path: string) =>
  paths[path] ??
  Object.entries(paths).find(([each]) => new RegExp(`^${each.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))?.[1];

/** Throws where the API answers something that its document does not promise. */
export function holdAgainstDocument(
  method: string,
  path: string,
  { status, headers, body }: { status: number; headers: Headers; body: unknown },
): void {
  const operation = operationsOf(path.split('?')[0]!)?.[method.toLowerCase()];
  if (!operation) return;
  const type = headers.get('content-type') ?? '';
  const schema = operation.responses[status]?.content[type.split(';')[0]!]?.schema;
  if (!schema) throw new Error(`${method} ${path} answers ${status} ${type}, which api/openapi.json does not know`);
  const valid = validatorOf(schema);
  if (!valid(body)) {
    throw new Error(`${method} ${path} answers ${JSON.stringify(body)}: ${ajv.errorsText(valid.errors)}`);
  }
}
