import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { PROBLEMS } from '../lambdas/http/problems.ts';
import { confirmation } from '../lambdas/http/routes.ts';
import { account, type Code, dataExport, exportList, keys, preview, problem, receipt, refusal } from './answers.ts';
import { OPEN_OPERATIONS, OPERATIONS, type OpenOperation, type Operation, type Variable } from './operations.ts';

const schemaOf = (schema: v.GenericSchema) => {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', typeMode: 'input' });
  return rest;
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (type: string, name: string) => ({ [type]: { schema: ref(name) } });

/** Where the gateway refuses in words of its own. */
const GATEWAY: Record<number, string> = { 401: 'No session, or a bad one', 404: 'No such route', 413: 'Too large' };
/** It throttles, and fails, as routes do. */
const LIKE_THE_GATEWAY = [429, 503];

/** What is answered where it does not go well: by the route's codes, and by the gateway's own statuses. */
function refusals(codes: readonly Code[], own: readonly number[]) {
  const problems = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  const statuses = [...new Set([...problems.keys(), ...own])];
  return statuses.map((status) => {
    const those = problems.get(status) ?? [];
    const byGateway = own.includes(status);
    const told = those.map((code) => `\`${code}\`: ${PROBLEMS[code].detail}`);
    return [
      status,
      {
        description: [...told, ...(byGateway ? [GATEWAY[status]] : [])].join('\n\n'),
        ...(status === 429 && { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds' } } }),
        content: {
          ...(those.length > 0 && content('application/problem+json', 'Problem')),
          ...((byGateway || LIKE_THE_GATEWAY.includes(status)) && content('application/json', 'Refusal')),
        },
      },
    ];
  });
}

const good = (type: string, schema: string) => ({ description: 'Done', content: content(type, schema) });

const parameters = ({ name, pattern }: Variable) => ({
  parameters: [{ name, in: 'path', required: true, schema: { type: 'string', pattern } }],
});

const forSession = ({ id, summary, description, variable, body, answer: [status, schema], refuses }: Operation) => ({
  operationId: id,
  summary,
  description,
  ...(variable && parameters(variable)),
  ...(body && { requestBody: { required: true, content: content('application/json', body) } }),
  responses: Object.fromEntries([
    [status, good('application/json', schema)],
    ...refusals([...refuses, 'not-owner', 'account-deleted', 'internal'], [401, 404, 413]),
  ]),
});

const forAnyone = ({ id, summary, description, variable, answer, refuses }: OpenOperation) => ({
  operationId: id,
  summary,
  description,
  security: [],
  ...(variable && parameters(variable)),
  responses: Object.fromEntries([[200, good(...answer)], ...refusals([...refuses, 'internal'], [404])]),
});

/** The OpenAPI 3.1 document of the API, made from the schemas that check its input and describe its answers. */
export const openApiDocument = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Account Deletion',
    version: '1.0.0',
    description:
      'Deactivate an account, and delete it for good. The account is the one that the session’s token names.',
  },
  servers: [{ url: '/api', description: 'The local run' }],
  security: [{ session: [] }],
  paths: {
    ...Object.fromEntries(
      Object.entries(OPERATIONS).map(([path, methods]) => [
        path,
        Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, forSession(operation)])),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(OPEN_OPERATIONS).map(([path, operation]) => [path, { get: forAnyone(operation) }]),
    ),
  },
  components: {
    securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: {
      Account: schemaOf(account),
      Preview: schemaOf(preview),
      Export: schemaOf(dataExport),
      Exports: schemaOf(exportList),
      Receipt: schemaOf(receipt),
      Keys: schemaOf(keys),
      Confirmation: schemaOf(confirmation),
      Problem: schemaOf(problem),
      Refusal: schemaOf(refusal),
    },
  },
});
