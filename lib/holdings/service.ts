import type { LeftOut, ServiceSpec } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding } from './holding.ts';

export interface ServiceProps extends LeftOut {
  /** Where the service answers: https, without a query and a closing slash. */
  readonly url: string;
  /** @default 'erase' */
  readonly outcome?: ServiceSpec['outcome'];
}

/**
 * What another service holds, which keeps the contract of docs/connecting-a-service.md. It asks for no permission of
 * its own: the functions sign what they ask it with one key for all services.
 */
export const service = (name: string, { outcome = 'erase', ...props }: ServiceProps): Holding =>
  holding({ kind: 'service', name, outcome, ...props }, {});
