import { randomUUID } from 'node:crypto';
import { ANSWERS } from './answers.ts';
import { asking, Failure } from './asking.ts';
import { ERASING } from './erasing.ts';
import type { RequestKey } from './keys.ts';
import { REFUSALS } from './refusals.ts';
import { exported, type Trial } from './trial.ts';

export interface Options extends Pick<Trial, 'accountId' | 'otherId' | 'patience'> {
  /** Where the service answers, as a data map would name it. */
  readonly url: string;
  readonly key: RequestKey;
}

export interface Outcome {
  readonly name: string;
  /** What was wrong; absent where nothing was. */
  readonly failure?: string;
}

/** Tries everything that the contract asks for, in order; the last checks erase the account. */
export async function* conformance({ url, key, ...given }: Options): AsyncGenerator<Outcome> {
  const ask = asking(url, key);
  const others = exported({ ask, ...given }, given.otherId).then(({ records }) => records);
  // Whether it could be read is for the check that needs it to say.
  await Promise.allSettled([others]);
  const ids = { unknownId: `nobody-${randomUUID()}`, deletionId: randomUUID() };
  for (const { name, run } of [...REFUSALS, ...ANSWERS, ...ERASING]) {
    try {
      await run({ ...given, ...ids, ask, others });
      yield { name };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      yield { name, failure: error.message };
    }
  }
}
