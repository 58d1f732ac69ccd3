import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { DataMap } from '../holdings/data-map.ts';
import type { Alarms } from './alarms.ts';
import { DurableFunction } from './durable-function.ts';
import { EXPORTER } from './exports.ts';
import type { FinalExportVault } from './final-export-vault.ts';
import type { Ledger } from './ledger.ts';
import { ServiceFunction } from './service-function.ts';

export interface FinalExportsProps {
  readonly map: DataMap;
  readonly vault: FinalExportVault;
  readonly ledger: Ledger;
  readonly alarms: Alarms;
}

/** Takes final exports, and has them stay until their end and go then. */
export class FinalExports extends Construct {
  private readonly take: DurableFunction;
  private readonly keep: ServiceFunction;

  constructor(scope: Construct, id: string, { map, vault, ledger, alarms }: FinalExportsProps) {
    super(scope, id);
    this.take = new DurableFunction(this, 'take-final-export', {
      ...EXPORTER,
      alarms,
      meaning: 'A final export could not be taken; the purge waits, and has it tried again.',
    });
    map.bind(this.take, 'export');
    vault.bindWriter(this.take);
    ledger.grantAdd(this.take, 'deletions');
    ledger.grantRead(this.take, 'deletions');

    this.keep = new ServiceFunction(this, 'keep-final-export', { timeout: Duration.minutes(15) });
    vault.bindKeeper(this.keep);
  }

  /** Lets `purge` have final exports taken, see whether that has ended, and have them kept and destroyed. */
  bind(purge: ServiceFunction): void {
    this.take.bindStarter(purge, 'TAKE_FINAL_EXPORT');
    this.keep.allowInvokeBy(purge, 'KEEP_FINAL_EXPORT');
  }
}
