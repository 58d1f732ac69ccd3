import { type ReceiptFacts, receiptStatement, type Sequel, sequelStatement } from '../domain/receipt.ts';
import { pointerPath, receiptPath, sequelPath } from './ledger-paths.ts';
import type { Ledger, Signer } from './ports.ts';

/** Puts what became of an account into the ledger, signed. Both may be repeated: what is there already stays. */
export interface Receipts {
  issue(facts: ReceiptFacts): Promise<void>;
  follow(sequel: Sequel): Promise<void>;
}

/** What kind of statement it is, so that one is never taken for another (RFC 8725, 3.11). */
const TYPES = { receipt: 'deletion-receipt+jwt', sequel: 'deletion-receipt-sequel+jwt' } as const;

export function receipts({ signer, ledger }: { readonly signer: Signer; readonly ledger: Ledger }): Receipts {
  return {
    async issue(facts) {
      const { receiptId, deletionId } = facts;
      await ledger.add(receiptPath(receiptId), await signed(signer, TYPES.receipt, receiptStatement(facts)));
      // After the receipt: where the pointer is, the receipt is too.
      await ledger.add(pointerPath(deletionId), JSON.stringify({ receiptId }));
    },
    async follow(sequel) {
      await ledger.add(sequelPath(sequel), await signed(signer, TYPES.sequel, sequelStatement(sequel)));
    },
  };
}

/** A compact JWS (RFC 7515) over JSON; dates in it are ISO 8601 UTC. */
async function signed(signer: Signer, typ: string, statement: object): Promise<string> {
  const header = { alg: 'ES256', kid: signer.keyId, typ };
  const input = `${encoded(header)}.${encoded(statement)}`;
  const signature = await signer.sign(Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
