import type { Archive } from '../domain/export.ts';
import type { Act } from '../domain/owed.ts';
import { isReceiptId } from '../domain/receipt.ts';
import { Refused } from '../domain/refused.ts';
import { MINUTE, plus, SECOND } from '../domain/time.ts';
import { checkClaimCode, type Mac } from './claim-code.ts';
import type { LinkedArchive } from './export-ports.ts';
import { type FinalExportEntry, finalExportPath } from './final-export.ts';
import { finalExportActPath, receiptFolder, receiptPath } from './ledger-paths.ts';
import type { Clock, Ledger } from './ports.ts';
import { type Asking, type FinalExportAct, seconded } from './second-operator.ts';

/** How long the links are good. */
const LINK_LIFE = 15 * MINUTE;

/** Makes links to the archives of a final export, in their order, good for so many seconds. */
export type LinkFinalExport = (
  receiptId: string,
  archives: readonly Archive[],
  good: { readonly from: Date; readonly seconds: number },
) => Promise<readonly LinkedArchive[]>;

interface Ports {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly mac: Mac;
  /** Comes to be able to read final exports, in the name of who acts. @throws Refused `no-legal-role` */
  readonly readFinalExports: (by: string) => Promise<LinkFinalExport>;
}

/** `code`: as the former customer gives it; null where a second operator says so instead. */
export interface Opening extends Act {
  readonly receiptId: string;
  readonly code: string | null;
}

export type Opened =
  | { readonly is: 'opened'; readonly archives: readonly LinkedArchive[]; readonly linksUntil: Date }
  /** Another operator has to say the same before that moment. */
  | { readonly is: 'waiting'; readonly until: Date };

/**
 * Opens a final export for a former customer; that it is opened stands in the ledger before there is a link.
 * @throws Refused where there is none, or none any more, or where the code is another's
 */
export const openFinalExport =
  (ports: Ports) =>
  async ({ receiptId, code, by, reason }: Opening): Promise<Opened> => {
    const { ledger, clock, mac, readFinalExports } = ports;
    const { accountId, deletionId, archives, until } = await finalExportOf(ports, receiptId);
    if (code !== null && !(await checkClaimCode(mac)(receiptId, code))) {
      throw new Refused('wrong-code', 'That is not the claim code of this receipt.');
    }
    const asking: Asking = { accountId, deletionId, receiptId, by, reason };
    const second = code === null ? await seconded(ports, asking) : null;
    if (second?.is === 'waiting') return second;

    const link = await readFinalExports(by);
    const at = clock();
    const right = second ? { on: 'second-operator', asked: second.asked } : { on: 'claim-code' };
    const entry = { ...asking, ...right, at: at.toISOString() } as FinalExportAct;
    await ledger.add(finalExportActPath(deletionId, 'opened', at), JSON.stringify(entry));
    const seconds = Math.ceil(Math.min(LINK_LIFE, until.getTime() - at.getTime()) / SECOND);
    const linked = await link(receiptId, archives, { from: at, seconds });
    return { is: 'opened', archives: linked, linksUntil: plus(at, seconds * SECOND) };
  };

interface Sealed {
  readonly accountId: string;
  readonly deletionId: string;
  readonly archives: readonly Archive[];
  /** When it is destroyed. */
  readonly until: Date;
}

/** The final export that goes with a receipt, if it can be asked for. */
async function finalExportOf({ ledger, clock }: Ports, receiptId: string): Promise<Sealed> {
  const receipt = isReceiptId(receiptId) ? await ledger.read(receiptPath(receiptId)) : null;
  if (receipt === null) throw new Refused('no-such-receipt', 'There is no such receipt.');
  const { accountId, deletionId, finalExport } = statementOf(receipt);
  const none = new Refused('no-final-export', 'The purge made no final export.');
  if (!finalExport) throw none;

  const sequels = await ledger.below(receiptFolder(receiptId));
  const until = new Date(finalExport.until);
  const isDestroyed = sequels.some((path) => path.includes('/final-export-end-'));
  if (isDestroyed || clock() >= until) {
    throw new Refused('too-late', `It could be asked for until ${finalExport.until}, and is destroyed.`);
  }
  const entry = await ledger.read(finalExportPath(deletionId));
  if (entry === null) throw none;
  return { accountId, deletionId, archives: (JSON.parse(entry) as FinalExportEntry).archives, until };
}

/** What a receipt of ours says; it comes from the ledger, and is not checked again. */
function statementOf(jws: string): { accountId: string; deletionId: string; finalExport?: { until: string } } {
  const [, payload = ''] = jws.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}
