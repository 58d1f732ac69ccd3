import type { ItemsPlace, LeftOut, UsersSpec } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding, type Permission, query } from './holding.ts';

export interface UsersProps extends ItemsPlace, LeftOut {
  readonly userPoolId: string;
  /** The attribute of a member's item that holds the user's name in the pool. */
  readonly userId: string;
  /** The attribute of a user in the pool that names the account; who names another one stays. @default 'custom:account_id' */
  readonly accountAttribute?: string;
}

/** Users of a Cognito user pool; the members' table says which, and keeps its items until the members go. */
export function users(name: string, props: UsersProps): Holding {
  const spec: UsersSpec = { kind: 'users', name, outcome: 'erase', accountAttribute: 'custom:account_id', ...props };
  const onPool = (...actions: string[]): Permission => ({
    actions: actions.map((action) => `cognito-idp:${action}`),
    resource: { service: 'cognito-idp', resource: 'userpool', resourceName: props.userPoolId },
  });
  const list = query(props);
  const read = [list, onPool('AdminGetUser')];
  return holding(spec, {
    count: [list],
    export: read,
    fence: [...read, onPool('AdminUserGlobalSignOut')],
    erase: [...read, onPool('AdminDeleteUser')],
    verify: read,
  });
}
