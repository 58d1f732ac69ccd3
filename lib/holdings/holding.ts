import { type ArnComponents, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { HoldingSpec, ItemsPlace } from '../../lambdas/holdings/spec.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';

/**
 * What may be done with a holding: the six verbs that each offers; `fence`, by which a purge first stops what is to be
 * terminated; `expire`, the end of what was kept; `balance`, the reading of what is still owed; `tell`, the reading of
 * whom to write to; and `plant`, by which a canary gets something to lose.
 */
export type Verb =
  | 'count'
  | 'export'
  | 'suspend'
  | 'resume'
  | 'erase'
  | 'verify'
  | 'fence'
  | 'expire'
  | 'balance'
  | 'tell'
  | 'plant';

/** What the ids of canaries begin with: accounts of nobody, made to be deleted. */
export const CANARY = 'account-deletion-canary-';

/** One kind of thing that an account holds: what the functions are told of it, and what they may do to it. */
export interface Holding {
  readonly spec: HoldingSpec;
  /** Lets `grantee` carry out `verb` on this holding, and nothing more. */
  grant(verb: Verb, grantee: ServiceFunction): void;
}

/** Actions on one resource: by its ARN, or by its parts, and then it lies where the function that is allowed them runs. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resource: ArnComponents | string;
  /** @default - none */
  readonly conditions?: Readonly<Record<string, object>>;
}

/** A holding of any kind; a verb without permissions is one that the kind has nothing to do for. */
export function holding(spec: HoldingSpec, permissions: Partial<Record<Verb, readonly Permission[]>>): Holding {
  return {
    spec,
    grant(verb, grantee) {
      for (const { actions, resource, conditions } of permissions[verb] ?? []) {
        const resources = [typeof resource === 'string' ? resource : Stack.of(grantee).formatArn(resource)];
        grantee.addToRolePolicy(
          new PolicyStatement({ actions: [...actions], resources, ...(conditions && { conditions }) }),
        );
      }
    },
  };
}

/** Reads an account's partition, in the table or in the one index that has it. */
export const query = ({ table, index }: ItemsPlace): Permission => ({
  actions: ['dynamodb:Query'],
  resource: { service: 'dynamodb', resource: 'table', resourceName: index ? `${table}/index/${index.name}` : table },
});

/** Does `actions` to the items of a table. */
export const onItems = ({ table }: ItemsPlace, ...actions: string[]): Permission => ({
  actions,
  resource: { service: 'dynamodb', resource: 'table', resourceName: table },
});
