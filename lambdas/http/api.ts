import middy from '@middy/core';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as v from 'valibot';
import { Fault } from '../domain/fault.ts';
import type { Session } from '../domain/session.ts';
import { readEnv } from '../env.ts';
import { type Answer, json } from './answer.ts';
import { bodyOf } from './body.ts';
import { problem } from './problems.ts';
import { type ClaimNames, sessionOf } from './session.ts';

/** One route: who may use it, what it takes, and what it answers. */
export interface Route<Schema extends v.GenericSchema> {
  readonly who: 'owner' | 'owner or member';
  readonly body: Schema;
  /** @default 200 */
  readonly status?: number;
  readonly act: (session: Session, body: v.InferOutput<Schema>) => Promise<unknown>;
}

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

/** The handler of a route: session, body, act; and a problem for all that goes wrong. */
export function api<Schema extends v.GenericSchema>({ who, body, status = 200, act }: Route<Schema>) {
  const env = readEnv('CLAIM_ACCOUNT', 'CLAIM_USER', 'CLAIM_ROLE', 'LEGAL_CONTACT');
  const names: ClaimNames = { account: env.CLAIM_ACCOUNT, user: env.CLAIM_USER, role: env.CLAIM_ROLE };
  return middy<Event, Answer>()
    .use(problems(env.LEGAL_CONTACT))
    .handler(async (event) => {
      const session = sessionOf(event.requestContext.authorizer.jwt.claims, names, who);
      return json(status, await act(session, bodyOf(event, body)));
    });
}

/** The last word on every error: answered as a problem, and logged once if nobody foresaw it. */
const problems = (legalContact: string): middy.MiddlewareObj<Event, Answer> => ({
  onError: ({ event, error, response }) => {
    if (response !== undefined) return;
    const { requestId } = event.requestContext;
    if (!(error instanceof Fault)) console.error({ requestId, ...unforeseen(error) });
    return problem(error, requestId, legalContact);
  },
});

/** What may be logged of an error: its message may quote what somebody has typed. */
const unforeseen = (error: Error | null | undefined) => ({
  error: error?.name,
  at: error?.stack?.split('\n').filter((line) => line.startsWith('    at ')),
});
