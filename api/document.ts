import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { PROBLEMS } from '../lambdas/http/problems.ts';
import { confirmation } from '../lambdas/http/routes.ts';
import { account, type Code, preview, problem, refusal } from './answers.ts';

interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly body?: 'Confirmation';
  readonly answer: readonly [status: number, schema: 'Account' | 'Preview'];
  /** What it can refuse, beside what every route can. */
  readonly refuses: readonly Code[];
}

const CHANGES: readonly Code[] = ['invalid-request', 'deletion-in-progress'];

const OPERATIONS: Record<string, Record<string, Operation>> = {
  '/account': {
    get: {
      id: 'getAccount',
      summary: 'The account as it stands',
      description: 'For the owner and the members.',
      answer: [200, 'Account'],
      refuses: ['invalid-request'],
    },
  },
  '/account/deactivation': {
    put: {
      id: 'deactivateAccount',
      summary: 'Suspend what runs by itself, and keep everything',
      description: 'For the owner. At most 5 changes an hour; deactivating twice changes nothing.',
      answer: [200, 'Account'],
      refuses: [...CHANGES, 'too-many-requests'],
    },
    delete: {
      id: 'reactivateAccount',
      summary: 'Resume what was suspended',
      description: 'For the owner. At most 5 changes an hour; reactivating an active account changes nothing.',
      answer: [200, 'Account'],
      refuses: [...CHANGES, 'too-many-requests'],
    },
  },
  '/account/deletion/preview': {
    get: {
      id: 'previewDeletion',
      summary: 'What a deletion would take, and what it would leave',
      description: 'For the owner. Counting stops at 10,000.',
      answer: [200, 'Preview'],
      refuses: ['invalid-request'],
    },
  },
  '/account/deletion': {
    post: {
      id: 'requestDeletion',
      summary: 'Ask for the deletion: mails a confirmation link, and changes nothing else',
      description:
        'For the owner, signed in within the last 15 minutes with a verified e-mail address. Asking again kills the ' +
        'older link. Once a minute, and at most 5 times an hour.',
      answer: [202, 'Account'],
      refuses: [
        ...CHANGES,
        'deletion-already-scheduled',
        'reauthentication-required',
        'email-unverified',
        'too-many-requests',
        'mail-unavailable',
      ],
    },
    delete: {
      id: 'cancelDeletion',
      summary: 'Cancel: the request, or the deletion within its seven days',
      description: 'For the owner, until the purge begins. With nothing to cancel it changes nothing.',
      answer: [200, 'Account'],
      refuses: CHANGES,
    },
  },
  '/account/deletion/confirmation': {
    post: {
      id: 'confirmDeletion',
      summary: 'Confirm with the token of the mailed link: seven days begin',
      description: 'For the owner who asked. Confirming again answers the same dates.',
      body: 'Confirmation',
      answer: [200, 'Account'],
      refuses: [...CHANGES, 'token-invalid', 'token-cancelled', 'token-expired'],
    },
  },
};

const schemaOf = (schema: v.GenericSchema) => {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', typeMode: 'input' });
  return rest;
};
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (type: string, name: string) => ({ [type]: { schema: ref(name) } });

function responses({ answer: [status, schema], refuses }: Operation) {
  const codes: readonly Code[] = [...refuses, 'not-owner', 'account-deleted', 'internal'];
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  const problems = [...byStatus].map(([code, those]) => [
    code,
    {
      description: those.map((each) => `\`${each}\`: ${PROBLEMS[each].detail}`).join('\n\n'),
      ...(code === 429 && { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds' } } }),
      content: {
        ...content('application/problem+json', 'Problem'),
        // The gateway throttles, and fails, in words of its own.
        ...((code === 429 || code === 503) && content('application/json', 'Refusal')),
      },
    },
  ]);
  const own = [401, 404, 413].map((code) => [
    code,
    { description: GATEWAY[code], content: content('application/json', 'Refusal') },
  ]);
  const good = { description: 'Done', content: content('application/json', schema) };
  return Object.fromEntries([[status, good], ...problems, ...own]);
}

const GATEWAY: Record<number, string> = { 401: 'No session, or a bad one', 404: 'No such route', 413: 'Too large' };

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
  paths: Object.fromEntries(
    Object.entries(OPERATIONS).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [
          method,
          {
            operationId: operation.id,
            summary: operation.summary,
            description: operation.description,
            ...(operation.body && {
              requestBody: { required: true, content: content('application/json', operation.body) },
            }),
            responses: responses(operation),
          },
        ]),
      ),
    ]),
  ),
  components: {
    securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: {
      Account: schemaOf(account),
      Preview: schemaOf(preview),
      Confirmation: schemaOf(confirmation),
      Problem: schemaOf(problem),
      Refusal: schemaOf(refusal),
    },
  },
});
