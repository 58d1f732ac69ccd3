import { Fault } from '../domain/fault.ts';
import { isReceiptId } from '../domain/receipt.ts';
import { receiptPath } from './ledger-paths.ts';
import type { Ledger } from './ports.ts';

/**
 * The receipt as it was issued; whoever has its id may have it.
 * @throws Fault `not-found`
 */
export const getReceipt =
  ({ ledger }: { readonly ledger: Pick<Ledger, 'read'> }) =>
  async (receiptId: string): Promise<string> => {
    const found = isReceiptId(receiptId) ? await ledger.read(receiptPath(receiptId)) : null;
    if (found === null) throw new Fault('not-found', { detail: 'There is no such receipt.' });
    return found;
  };
