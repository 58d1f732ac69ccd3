/**
 * What the data map says of a holding, as it travels from `lib/holdings.ts` to the functions: JSON in the
 * environment variable `HOLDINGS`. `lib` imports the types of this file, and nothing else from here.
 */

/** What becomes of a holding in a purge (SPEC 5). */
export type Outcome = 'erase' | 'release' | 'terminate' | 'retain';

/** Where an account's items lie: in one partition of a table, or of one of its indexes. */
export interface ItemsPlace {
  /** Name of the table. */
  readonly table: string;
  /** The table's own key; `sort` is left out where it has none. */
  readonly key: { readonly partition: string; readonly sort?: string };
  /** The index whose partition key is the account's id; without it the table's own partition key is. */
  readonly index?: { readonly name: string; readonly partition: string };
}

/** How an item is suspended: `attribute` goes from `running` to `suspended`, and back where we were who did it. */
export interface Suspension {
  readonly attribute: string;
  readonly running: string;
  readonly suspended: string;
}

/** What is left out of an export, of every record alike. */
export interface LeftOut {
  /**
   * Fields that hold a secret, or what belongs to somebody else; one within another as `settings.token`, also where
   * `settings` is a list.
   */
  readonly omit?: readonly string[];
}

export interface ItemsSpec extends ItemsPlace, LeftOut {
  readonly kind: 'items';
  readonly name: string;
  readonly outcome: 'erase' | 'terminate';
  readonly suspension?: Suspension;
}

/** The account's users. Erased last, because others need their ids; also read for whom to tell. */
export interface MembersSpec extends ItemsPlace, LeftOut {
  readonly kind: 'members';
  readonly name: string;
  readonly outcome: 'erase';
  /** The attributes that hold the user's id, role (`owner` or `member`) and e-mail address. */
  readonly user: { readonly id: string; readonly role: string; readonly email: string };
}

/** Numbers that the account leases from the carrier; the table says which. */
export interface PhoneNumbersSpec extends ItemsPlace, LeftOut {
  readonly kind: 'phone-numbers';
  readonly name: string;
  readonly outcome: 'release';
  /** The attribute that holds the carrier's id of the number. */
  readonly numberId: string;
  /** How a number stops answering. */
  readonly suspension?: Suspension;
}

/** Records that the law, or a claim, keeps: stripped to `keep`, with a ground and an end. */
export interface RetainedSpec extends ItemsPlace, LeftOut {
  readonly kind: 'retained';
  readonly name: string;
  readonly outcome: 'retain';
  /** The attributes that stay, beside the key. */
  readonly keep: readonly string[];
  readonly ground: string;
  /** How many years from the purge they are kept. */
  readonly years: number;
  /** The item (by its sort key) that holds what is still owed, a decimal string and an ISO 4217 code. */
  readonly balance?: { readonly sort: string; readonly amount: string; readonly currency: string };
}

/** Files: every version, every delete marker and every unfinished upload below a prefix of a bucket. */
export interface ObjectsSpec {
  readonly kind: 'objects';
  readonly name: string;
  readonly outcome: 'erase';
  readonly bucket: string;
  /** Where the account's files lie, with `{accountId}` for its id, and a closing `/`. */
  readonly prefix: string;
}

/** Customers' schedules in EventBridge Scheduler; a table says which. */
export interface SchedulesSpec extends ItemsPlace, LeftOut {
  readonly kind: 'schedules';
  readonly name: string;
  readonly outcome: 'terminate';
  /** The schedule group that they are in. */
  readonly group: string;
  /** The attribute that holds the schedule's name. */
  readonly scheduleName: string;
}

/** Things that run as Step Functions executions; a table says which. */
export interface ExecutionsSpec extends ItemsPlace, LeftOut {
  readonly kind: 'executions';
  readonly name: string;
  readonly outcome: 'terminate';
  /** The attribute that holds the execution's ARN; an item without it has none. */
  readonly executionArn: string;
  /** How an item stops starting anything, since an execution itself cannot be suspended. */
  readonly suspension?: Suspension;
}

/** Users of a Cognito user pool; the table of the members says which. */
export interface UsersSpec extends ItemsPlace, LeftOut {
  readonly kind: 'users';
  readonly name: string;
  readonly outcome: 'erase';
  readonly userPoolId: string;
  /** The attribute of a member's item that holds the user's name in the pool. */
  readonly userId: string;
  /** The attribute of a user in the pool that names the account; who names another one stays. */
  readonly accountAttribute: string;
}

/** What another service holds, reached by signed requests (docs/connecting-a-service.md). */
export interface ServiceSpec extends LeftOut {
  readonly kind: 'service';
  readonly name: string;
  readonly outcome: 'erase' | 'terminate' | 'release';
  /** Where the service answers, without a closing slash. */
  readonly url: string;
}

export type HoldingSpec =
  | ItemsSpec
  | MembersSpec
  | PhoneNumbersSpec
  | RetainedSpec
  | ObjectsSpec
  | SchedulesSpec
  | ExecutionsSpec
  | UsersSpec
  | ServiceSpec;
