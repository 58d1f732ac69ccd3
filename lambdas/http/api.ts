import middy from '@middy/core';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as v from 'valibot';
import type { Session } from '../domain/session.ts';
import { readEnv } from '../env.ts';
import { type Answer, json } from './answer.ts';
import { bodyOf } from './body.ts';
import { problems } from './last-word.ts';
import type { PathParameters } from './public-api.ts';
import { type ClaimNames, sessionOf } from './session.ts';

/** One route: who may use it, what it takes, and what it answers. */
export interface Route<Schema extends v.GenericSchema> {
  readonly who: 'owner' | 'owner or member';
  readonly body: Schema;
  /** @default 200 */
  readonly status?: number;
  readonly act: (session: Session, body: v.InferOutput<Schema>, path: PathParameters) => Promise<unknown>;
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
      return json(status, await act(session, bodyOf(event, body), event.pathParameters ?? {}));
    });
}
