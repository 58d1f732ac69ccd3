import { Ajv2020 } from 'ajv/dist/2020.js';
import document from '../../api/service-contract.json' with { type: 'json' };
import type { SignedRequest } from '../../lambdas/adapters/signed-request.ts';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(document, 'service-contract.json');

type Schema = { readonly $ref: string };
interface Operation {
  readonly requestBody: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}
// The type of the file knows each path by its name, and each has responses of its own.
const paths = document.paths as unknown as Readonly<Record<string, { readonly post: Operation }>>;

function hold(what: string, schema: Schema | undefined, value: unknown): void {
  if (!schema) throw new Error(`${what}: api/service-contract.json does not know it`);
  if (!ajv.validate({ $ref: `service-contract.json${schema.$ref}` }, value))
    throw new Error(`${what} ${JSON.stringify(value)}: ${ajv.errorsText()}`);
}

/** Asks as `request` does, and throws where a question or an answer is none of the committed document's. */
export const heldAgainstDocument =
  (request: SignedRequest): SignedRequest =>
  async (url, body, options) => {
    const verb = url.slice(url.lastIndexOf('/'));
    const operation = paths[verb]?.post;
    hold(`the question ${verb}`, operation?.requestBody.content['application/json']?.schema, body);
    const answer = await request(url, body, options);
    if ('body' in answer)
      hold(`the answer to ${verb}`, operation?.responses[200]?.content?.['application/json']?.schema, answer.body);
    else if (!operation?.responses[202]) throw new Error(`${verb} answered 202, which the document does not know`);
    return answer;
  };
