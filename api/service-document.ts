import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import {
  COVERED,
  RETRY_AFTER,
  SERVICE_CONTRACT,
  type ServiceVerb,
  SIGNATURE_TAG,
} from '../lambdas/adapters/service-contract.ts';

/** What each verb asks for, in a line and in full. */
const VERBS: Record<ServiceVerb, readonly [summary: string, description: string]> = {
  count: [
    'How many records the account holds',
    'Asked before a deletion, to tell the owner. Counting may stop at `most`, and says so.',
  ],
  export: [
    'The account’s records, page by page',
    'Asked for the owner’s own export, and before anything is erased. A page without a cursor is the last; no cursor ' +
      'comes twice.',
  ],
  suspend: [
    'Stop what runs by itself, for now',
    'The account is deactivated. Nothing is removed; what was stopped is remembered, so that `resume` finds it.',
  ],
  resume: ['Start what `suspend` stopped', 'And nothing else: what the customer had stopped stays so.'],
  fence: [
    'Stop for good what writes, calls or signs in',
    'The deletion has begun and cannot be called off. From here on nothing may be written for the account. ' +
      'Expected within minutes.',
  ],
  erase: [
    'Remove all that the account holds',
    'Asked until an answer has no cursor; then, should `verify` find something, once more from the beginning, under ' +
      'the same `Idempotency-Key`. Not done three days after the beginning, the deletion goes into quarantine and ' +
      'an operator is called.',
  ],
  verify: [
    'What is there still',
    'By reading the store itself, and not from a note that it was erased. Asked before `erase` (the receipt tells how ' +
      'much there was), after it, and once more a day after the deletion.',
  ],
};

const schemaOf = (schema: v.GenericSchema) => {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', typeMode: 'input' });
  return rest;
};
const nameOf = (verb: string, part: string) => `${verb[0]!.toUpperCase()}${verb.slice(1)}${part}`;
const json = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });

const header = (name: string, required: boolean, description: string, pattern?: string) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string', ...(pattern && { pattern }) },
});
const components = COVERED.map((name) => `\`${name}\``).join(', ');
const PARAMETERS = {
  Digest: header('Content-Digest', true, 'RFC 9530: of the body.', '^sha-256=:[A-Za-z0-9+/]{43}=:$'),
  SignatureInput: header(
    'Signature-Input',
    true,
    `RFC 9421: one signature, by \`ecdsa-p256-sha256\`, over ${components} (the last where it is sent), with ` +
      `\`created\`, \`expires\`, \`keyid\`, \`nonce\` and \`tag="${SIGNATURE_TAG}"\`.`,
  ),
  Signature: header('Signature', true, 'RFC 9421: r and s, 64 bytes.', '^[a-z][a-z0-9]*=:[A-Za-z0-9+/]{86}==:$'),
  IdempotencyKey: header('Idempotency-Key', false, 'The deletion’s id: the same however often it is asked.'),
};
const parameters = (...names: (keyof typeof PARAMETERS)[]) =>
  names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
const SIGNED = parameters('Digest', 'SignatureInput', 'Signature');
const KEYED = parameters('IdempotencyKey');

function operationOf(verb: ServiceVerb) {
  const [summary, description] = VERBS[verb];
  const { mayWait } = SERVICE_CONTRACT[verb];
  return {
    operationId: verb,
    summary,
    description,
    parameters: verb === 'erase' || verb === 'fence' ? [...SIGNED, ...KEYED] : SIGNED,
    requestBody: { required: true, content: json(nameOf(verb, 'Question')) },
    responses: {
      200: { description: 'Done.', content: json(nameOf(verb, 'Answer')) },
      ...(mayWait && { 202: WAIT }),
      400: { description: 'The body is not what the contract says.' },
      401: { description: 'No signature, or one that does not hold.' },
      default: { description: 'Not done. It is asked again later.' },
    },
  };
}

const WAIT = {
  description: 'At it still: the same is asked again after so many seconds.',
  headers: {
    'Retry-After': {
      required: true,
      description: `Without it: ${RETRY_AFTER.unsaid}.`,
      schema: { type: 'integer', minimum: RETRY_AFTER.least, maximum: RETRY_AFTER.most },
    },
  },
};

/** The OpenAPI 3.1 document of what a service that joins the deletion has to answer. */
export const serviceDocument = () => {
  const verbs = Object.keys(SERVICE_CONTRACT) as ServiceVerb[];
  return {
    openapi: '3.1.0',
    info: {
      title: 'A service that joins the account deletion',
      version: '1.0.0',
      description:
        'What your service answers, so that what it holds of an account goes with the account. Every request is ' +
        'signed, may come more than once, and has to be answered within 10 seconds in at most 1 MB of JSON, without ' +
        'a redirect. Fields beyond those listed are taken for an error. See docs/connecting-a-service.md.',
    },
    servers: [{ url: 'https://your-service.example/deletion', description: 'What the data map names' }],
    paths: Object.fromEntries(verbs.map((verb) => [`/${verb}`, { post: operationOf(verb) }])),
    components: {
      parameters: PARAMETERS,
      schemas: Object.fromEntries(
        verbs.flatMap((verb) => [
          [nameOf(verb, 'Question'), schemaOf(SERVICE_CONTRACT[verb].question)],
          [nameOf(verb, 'Answer'), schemaOf(SERVICE_CONTRACT[verb].answer)],
        ]),
      ),
    },
  };
};
