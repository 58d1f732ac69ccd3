import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { checkAnswer } from './answers.ts';
import type { Judge } from './judging.ts';
import type { Lab } from './lab.ts';
import { become, cancel, confirm, makeRoom, type Rule, request } from './model.ts';
import { requestExport } from './model-exports.ts';
import { mailFailed } from './model-mail.ts';
import type { Process } from './processes.ts';
import type { Person } from './world.ts';

export const VERBS = ['get', 'request', 'confirm', 'cancel', 'deactivate', 'reactivate', 'export'] as const;
export type Verb = (typeof VERBS)[number];

export interface Asking {
  readonly verb: Verb;
  /** Which of the people. */
  readonly who: number;
  /** Which of the links, the newest first; only for `confirm`. */
  readonly token: number | 'cut short' | 'not text';
}

/** Somebody asks the API, and the answer is held against what the model says. */
export async function ask(lab: Lab, asking: Asking, holds: boolean): Promise<void> {
  const { world } = lab;
  const person: Person = { ...world.people[asking.who]! };
  const { verb } = asking;
  const token = tokenOf(world.tokens, asking.token);
  let here: Process | undefined;
  const judge: Judge = (state, { at }, nth) => rulesOf(verb, person, String(token), here!)[nth]!(state, at);
  await lab.start(verb, holds, { judge }, async (process, job) => {
    here = process;
    process.asks = person.accountId;
    const body = verb === 'confirm' ? JSON.stringify({ token }) : undefined;
    const answer = await process[verb](eventOf(person, body), {} as Context);
    const wrong = verb === 'confirm' && typeof token !== 'string' ? 'invalid-request' : null;
    const refused = person.role !== 'owner' && verb !== 'get' ? 'not-owner' : wrong;
    checkAnswer(world, process, job, person, verb, answer, refused);
  });
}

function rulesOf(
  verb: Verb,
  { userId: user, email, verified, signedInAt }: Person,
  token: string,
  here: Process,
): Rule[] {
  switch (verb) {
    case 'get':
      return [];
    case 'request': {
      const { newId } = here;
      const asked = {
        token: here.token,
        newId,
        user,
        email: verified ? email : null,
        signedInAt: inSeconds(signedInAt),
      };
      return [makeRoom(asked), request(asked), mailFailed(here.token)];
    }
    case 'confirm':
      return [confirm(token, user)];
    case 'cancel':
      return [cancel];
    case 'deactivate':
      return [become('deactivated')];
    case 'export':
      return [requestExport(here.newId)];
    case 'reactivate':
      return [become('active')];
  }
}

function tokenOf(tokens: readonly string[], which: Asking['token']): string | number {
  if (which === 'not text') return 42;
  if (which === 'cut short') return (tokens.at(-1) ?? 'x').slice(0, -1);
  return tokens.at(-1 - which) ?? 'never made';
}

/** A session says in whole seconds when it began. */
const inSeconds = (time: number) => Math.floor(time / 1_000) * 1_000;

function eventOf(person: Person, body: string | undefined): APIGatewayProxyEventV2WithJWTAuthorizer {
  const claims = {
    account: person.accountId,
    sub: person.userId,
    role: person.role,
    email: person.email,
    email_verified: String(person.verified),
    auth_time: String(Math.floor(person.signedInAt / 1_000)),
  };
  const event = { isBase64Encoded: false, requestContext: { requestId: 'r-1', authorizer: { jwt: { claims } } }, body };
  return event as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
}
