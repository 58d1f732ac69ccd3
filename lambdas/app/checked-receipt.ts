import type { PublishedKey } from './get-keys.ts';
import { receiptPath } from './ledger-paths.ts';
import type { Ledger } from './ports.ts';
import type { ReceiptStatement } from './run-canary.ts';

interface Ports {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly getKeys: () => Promise<{ readonly keys: readonly PublishedKey[] }>;
  readonly readSigned: (jws: string, keys: readonly PublishedKey[]) => ReceiptStatement | null;
}

/** What a receipt of the ledger says; null where there is none, or none of the published keys has signed it. */
export const checkedReceipt =
  ({ ledger, getKeys, readSigned }: Ports) =>
  async (receiptId: string): Promise<ReceiptStatement | null> => {
    const jws = await ledger.read(receiptPath(receiptId));
    return jws === null ? null : readSigned(jws, (await getKeys()).keys);
  };
