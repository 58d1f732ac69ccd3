import type { DynamoDBStreamEvent } from 'aws-lambda';
import { owedRecords as recordsOf } from '../../lambdas/adapters/owed-records.ts';
import { kindOf, revisionOf } from '../../lambdas/adapters/stored-account.ts';
import { cancelDeletion } from '../../lambdas/app/cancel-deletion.ts';
import { confirmDeletion } from '../../lambdas/app/confirm-deletion.ts';
import { deactivateAccount } from '../../lambdas/app/deactivate-account.ts';
import { followAccount } from '../../lambdas/app/follow-account.ts';
import { getAccount } from '../../lambdas/app/get-account.ts';
import type { OwedKey } from '../../lambdas/app/ports.ts';
import { prepareExport } from '../../lambdas/app/prepare-export.ts';
import { publishChanges } from '../../lambdas/app/publish-changes.ts';
import { purgeAccount } from '../../lambdas/app/purge-account.ts';
import { reactivateAccount } from '../../lambdas/app/reactivate-account.ts';
import { receipts } from '../../lambdas/app/receipts.ts';
import { recordDelivery } from '../../lambdas/app/record-delivery.ts';
import { requestDeletion } from '../../lambdas/app/request-deletion.ts';
import { requestExport } from '../../lambdas/app/request-export.ts';
import { sweep } from '../../lambdas/app/sweep.ts';
import { takeFinalExport } from '../../lambdas/app/take-final-export.ts';
import { verifyDeletion } from '../../lambdas/app/verify-deletion.ts';
import type { Account } from '../../lambdas/domain/account.ts';
import { exportWake } from '../../lambdas/events/export-wake.ts';
import { finalExportWake } from '../../lambdas/events/final-export.ts';
import { owedRecords } from '../../lambdas/events/owed-records.ts';
import { purgeWake } from '../../lambdas/events/purge-wake.ts';
import { api } from '../../lambdas/http/api.ts';
import { requestExportRoute } from '../../lambdas/http/exports.ts';
import { accountRoute, changeRoute, confirmationRoute, requestRoute } from '../../lambdas/http/routes.ts';
import type { TableView } from '../support/memory-table.ts';
import { executionOf, type Run } from './durable.ts';
import { type Here, heardAccounts, heardNotices, type Meeting } from './meeting.ts';
import { outside } from './outside.ts';
import { slot } from './turns.ts';

Object.assign(process.env, {
  CLAIM_ACCOUNT: 'account',
  CLAIM_USER: 'sub',
  CLAIM_ROLE: 'role',
  LEGAL_CONTACT: 'legal@example.org',
});

const PLACES = {
  webOrigin: 'https://app.example.org',
  apiUrl: 'https://api.example.org',
  legalContact: 'legal@example.org',
};

export type Process = ReturnType<typeof createProcess>;

/** The functions as their entries compose them, in a process whose clock is a little beside the world's. */
export function createProcess(meeting: Meeting, index: number, view: (turn: () => Promise<void>) => TableView) {
  const here: Here = Object.assign(slot(), { read: 0, loaded: 0, asks: '', token: '', newId: '' });
  const clock = () => {
    here.read = meeting.world.now + (meeting.world.skews[index] ?? 0);
    return new Date(here.read);
  };
  const turn = () => here.turn();
  const table = view(turn);
  const ports = { clock, ...outside(meeting, turn, here), accounts: heardAccounts(table.accounts, here, meeting) };
  const { accounts, ledger, signer } = ports;
  const execution = (run: Run) => executionOf(run, meeting.world, turn);

  const follow = followAccount({ ...ports, holdings: () => ports.holdings });
  const prepare = prepareExport(ports);
  const takeFinal = takeFinalExport(ports);
  const purge = purgeAccount({
    ...ports,
    verify: verifyDeletion(ports.looks, clock, () => {}),
    receipts: receipts({ signer, ledger }),
    newToken: ports.newReceiptId,
  });
  return Object.assign(here, {
    get: api(accountRoute(getAccount(ports), clock)),
    deactivate: api(changeRoute(deactivateAccount(ports), clock)),
    reactivate: api(changeRoute(reactivateAccount(ports), clock)),
    request: api(requestRoute(requestDeletion({ ...ports, ...PLACES }), clock)),
    confirm: api(confirmationRoute(confirmDeletion(ports), clock)),
    cancel: api(changeRoute(cancelDeletion(ports), clock)),
    export: api(requestExportRoute(requestExport(ports))),
    record: recordDelivery(ports),
    /** As an operator's command changes an account. */
    operate: (accountId: string, act: (account: Account, now: Date) => Account) =>
      accounts.change(accountId, (account) => act(account, clock())),
    follow: owedRecords(({ accountId }) => follow(accountId)),
    publish: owedRecords(
      publishChanges({
        ...ports,
        tellings: table.tellings,
        notices: heardNotices(table.notices, meeting),
        isNotice: ({ id }: OwedKey) => kindOf(id) === 'notice',
        places: PLACES,
        claimCode: async () => '0123-4567-89AB-CDEF',
        revisionOf: ({ id }: OwedKey) => revisionOf(id),
      }),
    ),
    sweep: sweep({ ...ports, due: table.due, brake: async () => ({ paused: null, tripped: false }) }),
    /** What is woken by a message, and may take days. */
    executions: {
      purge: (run: Run) => purgeWake(purge)(run.wake, execution(run)),
      export: (run: Run) => exportWake(prepare)(run.wake, execution(run)),
      'final export': (run: Run) => finalExportWake(takeFinal)(run.wake, execution(run)),
    } satisfies Record<Run['of'], (run: Run) => Promise<unknown>>,
  });
}

/** What the stream and the sweep hand to their readers; each record says where it stood. */
export const records = (keys: readonly OwedKey[]): Pick<DynamoDBStreamEvent, 'Records'> => ({
  Records: recordsOf(keys).Records.map(({ dynamodb }, index) => ({
    eventName: 'INSERT',
    dynamodb: { ...dynamodb, SequenceNumber: String(index) },
  })),
});
