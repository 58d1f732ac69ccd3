import { Fault, type FaultCode } from '../lambdas/domain/fault.ts';
import { Refused } from '../lambdas/domain/refused.ts';
import { said } from './acting.ts';
import { Usage } from './usage.ts';

/** What the command ends with. */
export const EXIT = { done: 0, refused: 1, usage: 2, failed: 3 } as const;

/** What the rules refuse, in an operator's words. */
const SAID: Readonly<Partial<Record<FaultCode, string>>> = {
  'deletion-already-scheduled': 'A deletion is scheduled already.',
  'deletion-in-progress': 'Its purge has begun: nothing of it can be changed.',
};

/** Nothing could be asked of the deployment yet. */
class Unreached extends Error {}

/** Says of what was thrown that nothing has been done yet. @throws */
export function unreached(error: unknown): never {
  if (error instanceof Usage) throw error;
  throw new Unreached(`The deployment cannot be reached, and nothing has changed. ${wordsOf(error)}`);
}

/** What to say of what was thrown, and what to end with. */
export function trouble(error: unknown, json: boolean): { readonly exitCode: number; readonly message: string } {
  const { exitCode, code, detail } = described(error);
  return { exitCode, message: json ? JSON.stringify({ error: code, detail }) : detail };
}

function described(error: unknown): { exitCode: number; code: string; detail: string } {
  if (error instanceof Usage) return { exitCode: EXIT.usage, code: 'usage', detail: error.message };
  if (error instanceof Refused) return refused(error.code, error.message);
  if (error instanceof Fault) return refused(error.code, faultDetail(error));
  const detail = error instanceof Unreached ? error.message : `It failed, and may have been done. ${wordsOf(error)}`;
  return { exitCode: EXIT.failed, code: 'failed', detail };
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const refused = (code: string, why: string) => ({
  exitCode: EXIT.refused,
  code,
  detail: `Refused, and nothing has changed. ${why}`,
});

function faultDetail({ code, message, facts: { deletedAt } }: Fault): string {
  if (code === 'account-deleted' && deletedAt) return `The account was deleted at ${said(deletedAt)}.`;
  return SAID[code] ?? message;
}
