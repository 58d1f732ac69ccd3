import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Answer } from './answer.ts';
import { problems } from './last-word.ts';

/** The variables of a route's path. */
export type PathParameters = Readonly<Record<string, string | undefined>>;

/** The handler of a route that anyone may use; a problem for all that goes wrong. */
export const publicApi = (answer: (parameters: PathParameters) => Promise<Answer>) =>
  middy<APIGatewayProxyEventV2, Answer>()
    .use(problems())
    .handler(async ({ pathParameters = {} }) => answer(pathParameters));
