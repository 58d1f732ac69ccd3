import { documentClient } from '../lambdas/adapters/documents.ts';
import { dynamoAccounts } from '../lambdas/adapters/dynamo-accounts.ts';
import { dynamoDueItems } from '../lambdas/adapters/dynamo-due-items.ts';
import { dynamoPause } from '../lambdas/adapters/dynamo-pause.ts';
import { dynamoScheduledAccounts } from '../lambdas/adapters/dynamo-scheduled-accounts.ts';
import { executions } from '../lambdas/adapters/executions.ts';
import { kmsMac } from '../lambdas/adapters/kms-mac.ts';
import { s3Ledger } from '../lambdas/adapters/s3-ledger.ts';
import type { Mac } from '../lambdas/app/claim-code.ts';
import type { LinkFinalExport } from '../lambdas/app/open-final-export.ts';
import type { Pause } from '../lambdas/app/pause.ts';
import type { Accounts, Clock, DueItems, HasEnded, Ledger, Members } from '../lambdas/app/ports.ts';
import type { ScheduledAccounts } from '../lambdas/app/reapply-deletions.ts';
import { only, readMap } from '../lambdas/holdings/map.ts';
import { members } from '../lambdas/holdings/members.ts';
import type { Outputs } from './deployment.ts';
import { finalExportReader } from './final-export-reader.ts';
import { principal } from './principal.ts';

/** What the verbs work with, of one deployment. */
export interface System {
  readonly clock: Clock;
  /** The id of who acts, as the ledger has it. */
  readonly who: () => Promise<string>;
  readonly accounts: Accounts;
  readonly members: Members;
  readonly due: DueItems;
  readonly scheduled: ScheduledAccounts;
  readonly pause: Pause;
  readonly ledger: Ledger;
  readonly hasEnded: HasEnded;
  readonly mac: Mac;
  readonly readFinalExports: (by: string) => Promise<LinkFinalExport>;
}

/** The deployment that put these out. */
export function systemOf(outputs: Outputs, clock: Clock): System {
  const documents = documentClient();
  const table = outputs.StateTable;
  return {
    clock,
    who: principal,
    accounts: dynamoAccounts(documents, table),
    members: members(documents, only(readMap(outputs.MembersHolding), 'members')),
    due: dynamoDueItems(documents, table, outputs.OwedIndex),
    scheduled: dynamoScheduledAccounts(documents, table),
    pause: dynamoPause(documents, table),
    ledger: s3Ledger(outputs.LedgerBucket),
    hasEnded: executions(),
    mac: kmsMac(outputs.ClaimCodeKeyId),
    readFinalExports: finalExportReader(outputs.FinalExportBucket, outputs.LegalRole),
  };
}
