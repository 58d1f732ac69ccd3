import { randomUUID } from 'node:crypto';
import { AwsError, type StreamedService, type WireHead } from '../wire.ts';
import { buffered } from '../wire-http.ts';
import { elements, XML, type XmlTree } from './s3/xml.ts';

/** What each action of a service answers to a form's fields. */
export type Actions = Readonly<Record<string, (form: URLSearchParams, request: WireHead) => XmlTree>>;

/**
 * A service whose protocol names the operation in the form that is its body, and answers XML. Faults and the log of calls
 * have only seen the head by then: they know every operation of it as `Query`.
 */
export const awsQuery = (
  names: Pick<StreamedService, 'name' | 'signingName'> & { readonly namespace: string },
  actions: Actions,
): StreamedService => ({
  name: names.name,
  signingName: names.signingName,
  operation: () => 'Query',
  async handle(_, { body, ...head }) {
    const form = new URLSearchParams((await buffered(body)).toString());
    const action = form.get('Action') ?? '';
    if (!Object.hasOwn(actions, action)) {
      throw new AwsError('InvalidAction', 400, `${action || 'That'} is not stood in for`);
    }
    const [Result, ResponseMetadata] = [actions[action]!(form, head), { RequestId: randomUUID() }];
    const answer = elements({ [`${action}Result`]: Result, ResponseMetadata });
    return { headers: XML, body: `<${action}Response xmlns="${names.namespace}">${answer}</${action}Response>` };
  },
  refusal: ({ code: Code, status, message: Message }) => ({
    status,
    headers: XML,
    body: `<ErrorResponse>${elements({ Error: { Type: 'Sender', Code, Message }, RequestId: randomUUID() })}</ErrorResponse>`,
  }),
});
