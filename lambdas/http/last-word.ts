import type middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Fault } from '../domain/fault.ts';
import type { Answer } from './answer.ts';
import { problem } from './problems.ts';

type Event = { readonly requestContext: Pick<APIGatewayProxyEventV2['requestContext'], 'requestId'> };

/**
 * The last word on every error: answered as a problem, and logged once if nobody foresaw it.
 * @param legalContact for routes that may find the account deleted
 */
export const problems = <E extends Event>(legalContact?: string): middy.MiddlewareObj<E, Answer> => ({
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
