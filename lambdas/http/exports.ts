import type { LinkedExport } from '../app/link-export.ts';
import type { PreparingExport } from '../domain/export.ts';
import type { Session } from '../domain/session.ts';
import type { Route } from './api.ts';
import { nothing } from './body.ts';

type OwnersRoute = Route<typeof nothing>;

/** An export as the API shows it (SPEC 7). */
function exportView(shown: LinkedExport) {
  const { exportId, state, requestedAt } = shown;
  if (shown.state !== 'ready') return { exportId, state, requestedAt };
  const { expiresAt, availableUntil } = shown;
  const archives = shown.archives.map(({ name, url, bytes, sha256 }) => ({ name, url, bytes, sha256 }));
  return { exportId, state, requestedAt, archives, expiresAt, availableUntil };
}

export const requestExportRoute = (request: (session: Session) => Promise<PreparingExport>): OwnersRoute => ({
  who: 'owner',
  body: nothing,
  status: 202,
  act: async (session) => exportView(await request(session)),
});

export const listExportsRoute = (list: (accountId: string) => Promise<readonly LinkedExport[]>): OwnersRoute => ({
  who: 'owner',
  body: nothing,
  act: async ({ accountId }) => ({ exports: (await list(accountId)).map(exportView) }),
});

export const getExportRoute = (get: (accountId: string, exportId: string) => Promise<LinkedExport>): OwnersRoute => ({
  who: 'owner',
  body: nothing,
  act: async ({ accountId }, _, { exportId = '' }) => exportView(await get(accountId, exportId)),
});
