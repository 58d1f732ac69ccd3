import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { DataMap } from '../holdings/data-map.ts';
import type { Alarms } from './alarms.ts';
import { DurableFunction } from './durable-function.ts';
import type { ExportBucket } from './export-bucket.ts';
import { LoggedAlarm } from './logged-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ExportsProps {
  readonly table: ITableV2;
  readonly map: DataMap;
  readonly bucket: ExportBucket;
  readonly alarms: Alarms;
}

/** Prepares data exports, and removes them when their time is over: one durable execution each. */
export class Exports extends Construct {
  private readonly prepare: DurableFunction;

  constructor(scope: Construct, id: string, { table, map, bucket, alarms }: ExportsProps) {
    super(scope, id);
    this.prepare = new DurableFunction(this, 'prepare-export', {
      ...EXPORTER,
      asksBack: true,
      alarms,
      meaning: 'An export could not be begun, or nothing could be written down of its end.',
    });
    this.prepare.bindTable(table, 'change');
    map.bind(this.prepare, 'export');
    bucket.bindWriter(this.prepare);
    const meaning = 'An export could not be prepared; its owner is told so, and may ask again.';
    new LoggedAlarm(this, 'Failed', { writer: this.prepare, field: 'failed', meaning, alarms });
  }

  /** Lets `starter` have exports prepared or ended, and see whether that has ended. */
  bindStarter(starter: ServiceFunction): void {
    this.prepare.bindStarter(starter, 'EXPORT_ARN');
  }
}

/** What exporting takes. */
export const EXPORTER = {
  // One whole processor: what is exported is summed up, packed and encrypted on the way.
  memorySize: 1769,
  // A heap that is tidied early: the export of a gigabyte then holds no more than that of fifty megabytes.
  environment: { NODE_OPTIONS: '--max-semi-space-size=4' },
};
