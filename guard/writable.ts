/** One action of a DynamoDB transaction, in the form of `@aws-sdk/lib-dynamodb`. */
export interface WritableCheck {
  readonly ConditionCheck: {
    readonly TableName: string;
    readonly Key: { readonly pk: string; readonly sk: string };
    readonly ConditionExpression: string;
    readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
    readonly ExpressionAttributeValues: Readonly<Record<string, string>>;
  };
}

/**
 * What goes first into a TransactWrite that writes something of an account: it fails once the account's purge has
 * begun, and for good after it. `tableName`: the table of the accounts' states (docs/late-writers.md).
 */
export const writable = (tableName: string, accountId: string): WritableCheck => ({
  ConditionCheck: {
    TableName: tableName,
    Key: { pk: `ACCOUNT#${accountId}`, sk: 'ACCOUNT' },
    // An account that was never stored is an active one.
    ConditionExpression:
      'attribute_not_exists(#pk) OR ' +
      '(#status <> :deleted AND (attribute_not_exists(#deletion.#state) OR #deletion.#state <> :purging))',
    ExpressionAttributeNames: { '#pk': 'pk', '#status': 'status', '#deletion': 'deletion', '#state': 'state' },
    ExpressionAttributeValues: { ':deleted': 'deleted', ':purging': 'purging' },
  },
});
