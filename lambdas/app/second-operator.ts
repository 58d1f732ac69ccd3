import type { Act } from '../domain/owed.ts';
import { DAY, plus } from '../domain/time.ts';
import { deletionFolder, finalExportActPath } from './ledger-paths.ts';
import type { Clock, Ledger } from './ports.ts';

/** How long a second operator has to say the same. */
const STANDS = DAY;

/** What the ledger says of who asked to open a final export, and of who opened it. */
export interface FinalExportAct extends Act {
  readonly accountId: string;
  readonly deletionId: string;
  readonly receiptId: string;
  readonly at: string;
  /** By what right it was opened. */
  readonly on?: 'claim-code' | 'second-operator';
  /** Who had asked first. */
  readonly asked?: { readonly by: string; readonly at: string };
}

export type Asking = Pick<FinalExportAct, 'accountId' | 'deletionId' | 'receiptId' | 'by' | 'reason'>;

/** Another operator had asked the same; or it is this one who asks, and another has to before that moment. */
export type Seconded = { readonly is: 'seconded'; readonly asked: { by: string; at: string } } | Waiting;
interface Waiting {
  readonly is: 'waiting';
  readonly until: Date;
}

/** Looks whether another operator has asked the same within a day, for nothing that was opened since; else enters this one. */
export async function seconded(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  asking: Asking,
): Promise<Seconded> {
  const now = clock();
  const { deletionId, reason, by } = asking;
  const paths = await ledger.below(deletionFolder(deletionId));
  const read = async (what: string): Promise<FinalExportAct[]> => {
    const bodies = paths.filter((path) => path.includes(`/final-export-${what}-`)).map((path) => ledger.read(path));
    return (await Promise.all(bodies)).map((body) => JSON.parse(body ?? '{}'));
  };
  const [asked, opened] = [await read('asked'), await read('opened')];
  const stands = asked.filter(
    (one) =>
      one.reason === reason &&
      plus(new Date(one.at), STANDS) > now &&
      !opened.some((opening) => opening.asked?.at === one.at && opening.asked.by === one.by),
  );
  const other = stands.find((one) => one.by !== by);
  if (other) return { is: 'seconded', asked: { by: other.by, at: other.at } };

  const [own] = stands;
  const at = own ? new Date(own.at) : now;
  if (!own) await ledger.add(finalExportActPath(deletionId, 'asked', at), JSON.stringify({ ...asking, at }));
  return { is: 'waiting', until: plus(at, STANDS) };
}
