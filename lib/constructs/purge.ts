import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { DataMap } from '../holdings/data-map.ts';
import type { Alarms } from './alarms.ts';
import { DurableFunction } from './durable-function.ts';
import type { ExportBucket } from './export-bucket.ts';
import type { FinalExports } from './final-exports.ts';
import type { Ledger } from './ledger.ts';
import { LoggedAlarm } from './logged-alarm.ts';
import type { SigningKey } from './signing-key.ts';
import type { Verifier } from './verifier.ts';

export interface PurgeProps {
  readonly table: ITableV2;
  readonly map: DataMap;
  readonly verifier: Verifier;
  readonly ledger: Ledger;
  readonly receiptKey: SigningKey;
  readonly exports: ExportBucket;
  readonly finalExports: FinalExports;
  readonly alarms: Alarms;
}

/** The purge: one durable execution for each wake-up. */
export class Purge extends Construct {
  readonly handler: DurableFunction;

  constructor(scope: Construct, id: string, { table, map, alarms, ...props }: PurgeProps) {
    super(scope, id);
    const purge = new DurableFunction(this, 'purge-account', {
      memorySize: 1024,
      // A heap that is tidied early: the purge of a million records then holds no more than that of ten thousand.
      environment: { NODE_OPTIONS: '--max-semi-space-size=2 --max-old-space-size=192' },
      asksBack: true,
      meaning: 'A purge failed for good, or could not be begun.',
      alarms,
    });
    this.handler = purge;
    purge.bindTable(table, 'settle');
    map.bind(purge, 'tell', 'fence', 'erase', 'expire');
    props.verifier.bind(purge);
    props.ledger.grantAdd(purge, 'deletions');
    props.ledger.grantAdd(purge, 'receipts');
    props.ledger.grantRead(purge, 'deletions');
    // How a deletion ended that a restored table believes to be still to come.
    props.ledger.grantRead(purge, 'receipts');
    props.receiptKey.bindSigner(purge);
    props.exports.bindRemover(purge);
    props.finalExports.bind(purge);
    const watch = (field: string, meaning: string) =>
      new LoggedAlarm(this, field[0]!.toUpperCase() + field.slice(1), { writer: purge, field, meaning, alarms });
    watch('quarantined', 'A purge could not be done in three days; it waits for an operator.');
    watch('late', 'Something was written to an account after it was purged; it has been erased.');
  }
}
