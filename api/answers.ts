import * as v from 'valibot';
import { PROBLEMS } from '../lambdas/http/problems.ts';

/** What the API answers, as schemas: the OpenAPI document is made from them, and every answer is held against it. */

const time = v.pipe(v.string(), v.isoTimestamp(), v.description('ISO 8601, UTC, with milliseconds'));
const named = { name: v.pipe(v.string(), v.description('Name of the holding in the data map')) };
const counted = {
  count: v.pipe(v.number(), v.integer(), v.minValue(0)),
  atLeast: v.exactOptional(v.pipe(v.literal(true), v.description('There is more than `count`'))),
};

const deletionId = v.string();
const scheduled = { deletionId, requestedAt: time, confirmedAt: time, purgeAt: time };
export const deletion = v.pipe(
  v.variant('state', [
    v.strictObject({
      state: v.literal('awaiting-confirmation'),
      deletionId,
      requestedAt: time,
      confirmBy: v.pipe(time, v.description('The link is good before this moment')),
      sentTo: v.exactOptional(v.pipe(v.string(), v.description('For the owner alone'))),
      delivery: v.exactOptional(v.picklist(['sent', 'failed', 'bounced', 'complained'])),
    }),
    v.strictObject({ state: v.literal('scheduled'), ...scheduled }),
    v.strictObject({ state: v.literal('purging'), ...scheduled, startedAt: time }),
  ]),
  v.description('One attempt to delete the account'),
);

export const account = v.pipe(
  v.strictObject({
    accountId: v.string(),
    status: v.picklist(['active', 'deactivated']),
    now: v.pipe(time, v.description('The server’s clock, for countdowns')),
    viewer: v.strictObject({ userId: v.string(), role: v.picklist(['owner', 'member']) }),
    deletion: v.nullable(deletion),
  }),
  v.description('The account as it stands'),
);

export const preview = v.pipe(
  v.strictObject({
    holdings: v.array(v.strictObject({ ...named, outcome: v.picklist(['erase', 'release', 'terminate']), ...counted })),
    retained: v.array(v.strictObject({ ...named, ...counted, ground: v.string(), until: time })),
    balance: v.nullable(
      v.strictObject({ currency: v.string(), amount: v.pipe(v.string(), v.description('A decimal number')) }),
    ),
    members: v.pipe(v.number(), v.integer(), v.minValue(0), v.description('Without the owner')),
    lastExportAt: v.nullable(time),
  }),
  v.description('What a purge would take, and what it would leave'),
);

const asked = { exportId: v.string(), requestedAt: time };
export const dataExport = v.pipe(
  v.variant('state', [
    v.strictObject({ state: v.picklist(['preparing', 'failed']), ...asked }),
    v.strictObject({
      state: v.literal('ready'),
      ...asked,
      archives: v.array(
        v.strictObject({
          name: v.string(),
          url: v.pipe(v.string(), v.url(), v.description('Where the ZIP is; anyone who has it can get it')),
          bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
          sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.description('Of the ZIP, hex')),
        }),
      ),
      expiresAt: v.pipe(time, v.description('The URLs are good until then; the next answer has fresh ones')),
      availableUntil: v.pipe(time, v.description('The archives are kept until then')),
    }),
  ]),
  v.description('A copy of the account’s data: one ZIP, or several of a very large account, each whole in itself'),
);

export const exportList = v.pipe(
  v.strictObject({ exports: v.array(dataExport) }),
  v.description('The newest first, without those whose archives are gone'),
);

export const receipt = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}$/),
  v.description('A compact JWS (RFC 7515), ES256; docs/receipt.md tells what its payload says'),
);

const coordinate = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
export const keys = v.pipe(
  v.strictObject({
    keys: v.array(
      v.strictObject({
        kty: v.literal('EC'),
        crv: v.literal('P-256'),
        x: coordinate,
        y: coordinate,
        kid: v.pipe(v.string(), v.description('What a signature names the key by')),
        alg: v.literal('ES256'),
        use: v.literal('sig'),
      }),
    ),
  }),
  v.description('A JWK Set (RFC 7517)'),
);

export type Code = keyof typeof PROBLEMS;
const codes = Object.keys(PROBLEMS) as Code[];

export const problem = v.pipe(
  v.strictObject({
    type: v.string(),
    title: v.string(),
    status: v.pipe(v.number(), v.integer()),
    detail: v.string(),
    code: v.picklist(codes),
    requestId: v.string(),
    deletedAt: v.exactOptional(v.pipe(time, v.description('With `account-deleted`'))),
    legalContact: v.exactOptional(v.pipe(v.string(), v.description('With `account-deleted`'))),
    finalExportUntil: v.exactOptional(
      v.pipe(time, v.description('With `account-deleted`, where a last copy of the data can be asked for until then')),
    ),
  }),
  v.description('What went wrong (RFC 9457)'),
);

/** What the gateway itself refuses: 401, 404, 413, 429 and 503. */
export const refusal = v.pipe(
  v.object({ message: v.nullable(v.string()) }),
  v.description('The gateway’s own refusal'),
);
