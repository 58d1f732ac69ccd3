import { type Answer, type Question, readAnswer, SERVICE_CONTRACT, type ServiceVerb } from './service-contract.ts';
import type { SignedRequest } from './signed-request.ts';

/** "At it still": the same is to be asked again after so many seconds. */
export interface Wait {
  readonly retryAfter: number;
}

type MayWait<V extends ServiceVerb> = (typeof SERVICE_CONTRACT)[V]['mayWait'] extends true ? Wait : never;

/** Asks one service by the contract. */
export type AskService = <V extends ServiceVerb>(
  verb: V,
  question: Question<V>,
  idempotencyKey?: string,
) => Promise<Answer<V> | MayWait<V>>;

/**
 * Asks the service behind a URL. What it answers is held against the contract, down to unknown fields, so that an
 * error inside a 200 is one.
 * @throws when the answer is none of the contract's; says which verb, and nothing of the answer
 */
export const askService =
  (request: SignedRequest, url: string): AskService =>
  async <V extends ServiceVerb>(verb: V, question: Question<V>, idempotencyKey?: string) => {
    const address = `${url}/${verb}`;
    const answer = await request(address, question, idempotencyKey === undefined ? {} : { idempotencyKey });
    if ('retryAfter' in answer) {
      if (SERVICE_CONTRACT[verb].mayWait) return answer as MayWait<V>;
      throw new Error(`POST ${address}: answered 202, which the contract does not know here`);
    }
    const { success, output } = readAnswer(verb, answer.body);
    if (!success) throw new Error(`POST ${address}: answered what the contract does not know`);
    return output as Answer<V>;
  };

/** Whether an answer is none yet. */
export const isWait = (answer: object): answer is Wait => 'retryAfter' in answer;
