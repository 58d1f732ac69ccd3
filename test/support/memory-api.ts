import { cancelDeletion } from '../../lambdas/app/cancel-deletion.ts';
import { confirmDeletion } from '../../lambdas/app/confirm-deletion.ts';
import { deactivateAccount } from '../../lambdas/app/deactivate-account.ts';
import { getAccount } from '../../lambdas/app/get-account.ts';
import { getExport } from '../../lambdas/app/get-export.ts';
import { getKeys } from '../../lambdas/app/get-keys.ts';
import { getReceipt } from '../../lambdas/app/get-receipt.ts';
import { listExports } from '../../lambdas/app/list-exports.ts';
import type { Accounts } from '../../lambdas/app/ports.ts';
import { previewDeletion } from '../../lambdas/app/preview-deletion.ts';
import { reactivateAccount } from '../../lambdas/app/reactivate-account.ts';
import { requestDeletion } from '../../lambdas/app/request-deletion.ts';
import { requestExport } from '../../lambdas/app/request-export.ts';
import { api } from '../../lambdas/http/api.ts';
import { getExportRoute, listExportsRoute, requestExportRoute } from '../../lambdas/http/exports.ts';
import { keysRoute } from '../../lambdas/http/keys.ts';
import { publicApi } from '../../lambdas/http/public-api.ts';
import { receiptRoute } from '../../lambdas/http/receipt.ts';
import { accountRoute, changeRoute, confirmationRoute, previewRoute, requestRoute } from '../../lambdas/http/routes.ts';
import { createGateway } from '../../local/gateway.ts';
import { createIssuer, type TokenRequest } from '../../local/issuer.ts';
import type { HttpRequest, HttpResponse } from '../../local/server.ts';
import { synthesize } from '../../local/synth.ts';
import { loadTemplate } from '../../local/template.ts';
import { NOON } from './accounts.ts';
import { memoryAccounts } from './memory-accounts.ts';
import { memoryLedger } from './memory-ledger.ts';

const WEB = 'http://localhost:4000';
const AUDIENCE = 'settings';

/** The API behind its gateway, with the template's routes, over accounts in memory; its clock stands at noon. */
export async function memoryApi() {
  Object.assign(process.env, {
    CLAIM_ACCOUNT: 'custom:account_id',
    CLAIM_USER: 'sub',
    CLAIM_ROLE: 'custom:account_role',
    LEGAL_CONTACT: 'legal@example.com',
  });
  const clock = { now: () => NOON.getTime() };
  const url = `${WEB}/_issuer`;
  const issuer = await createIssuer({ url, audience: AUDIENCE, clock });
  const template = loadTemplate(await synthesize({ issuer: url, audience: AUDIENCE, webOrigin: WEB }));

  let changes = 0;
  const stored = memoryAccounts();
  const accounts: Accounts = {
    ...stored,
    async change(accountId, decide, ...more) {
      const before = (await stored.load(accountId)).rev;
      const after = await stored.change(accountId, decide, ...more);
      if (after.rev !== before) changes += 1;
      return after;
    },
  };
  const handlers = handlersOver(accounts);
  const verbOf = (logicalId: string) =>
    template.functions.find((each) => each.logicalId === logicalId)!.entry.replace(/^lambdas\/(.*)\.ts$/, '$1');
  const gateway = createGateway({
    template,
    keys: issuer.keys,
    clock,
    base: '/api',
    functions: {
      async invoke(logicalId, event) {
        const handler = handlers[verbOf(logicalId)];
        if (!handler) throw new Error(`${verbOf(logicalId)} is a route that test/support/memory-api.ts does not know`);
        return { payload: await handler(event as never, { getRemainingTimeInMillis: () => 10_000 } as never) };
      },
    },
  });
  return {
    issuer,
    routes: template.routes,
    accounts,
    changes: () => changes,
    token: (request: TokenRequest) => issuer.token(request),
    async ask(method: string, path: string, request: Partial<HttpRequest> = {}): Promise<HttpResponse> {
      const whole = { method, query: '', headers: {}, body: Buffer.alloc(0), ip: '127.0.0.1', ...request };
      return gateway({ ...whole, path: `/api${path}` });
    },
  };
}

type Handler = (event: never, context: never) => Promise<unknown>;

/** As the entries compose them. */
function handlersOver(accounts: Accounts): Readonly<Record<string, Handler>> {
  const clock = () => NOON;
  let ids = 0;
  const ports = {
    accounts,
    clock,
    newId: () => `id-${++ids}`,
    newToken: () => `token-${++ids}`.padEnd(43, '0'),
    sendMail: async () => {},
    webOrigin: WEB,
    holdings: [],
    balance: async () => null,
    exportUrls: async () => [],
    ledger: memoryLedger(),
  };
  const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
  return {
    'get-account': api(accountRoute(getAccount(ports), clock)),
    'deactivate-account': api(changeRoute(deactivateAccount(ports), clock)),
    'reactivate-account': api(changeRoute(reactivateAccount(ports), clock)),
    'preview-deletion': api(previewRoute(previewDeletion(ports))),
    'request-deletion': api(requestRoute(requestDeletion(ports), clock)),
    'confirm-deletion': api(confirmationRoute(confirmDeletion(ports), clock)),
    'cancel-deletion': api(changeRoute(cancelDeletion(ports), clock)),
    'request-export': api(requestExportRoute(requestExport(ports))),
    'list-exports': api(listExportsRoute(listExports(ports))),
    'get-export': api(getExportRoute(getExport(ports))),
    'get-receipt': publicApi(receiptRoute(getReceipt(ports))),
    'get-keys': publicApi(keysRoute(getKeys({ keyIds: ['key'], publicKey: async () => key }))),
  } as Readonly<Record<string, Handler>>;
}
