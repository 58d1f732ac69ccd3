import type * as v from 'valibot';
import type { Checked } from './check.ts';
import { receipt, sequel } from './statements.ts';

type Receipt = v.InferOutput<typeof receipt>;
type Sequel = v.InferOutput<typeof sequel>;

/** What was checked, for people: one line a fact, and nothing in it that would move a terminal's cursor. */
export function readable({ statement, keyId }: Checked): string {
  const lines = 'sequel' in statement ? ofSequel(statement as Sequel) : ofReceipt(statement as Receipt);
  return [...lines, fact('signed by', `${keyId} (ES256)`)].map((line) => line.replaceAll(/\p{C}/gu, '?')).join('\n');
}

function ofReceipt(told: Receipt): string[] {
  return [
    `Receipt ${told.receiptId}`,
    fact('account', told.accountId),
    fact('deletion', told.deletionId),
    fact('requested', told.requestedAt),
    fact('confirmed', told.confirmedAt),
    fact('due', told.purgeAt),
    fact('begun', told.startedAt),
    fact('deleted', told.deletedAt),
    ...told.holdings.map(({ name, outcome, before, after }) =>
      fact('holding', `${name} (${outcome}): ${before} before, ${after} after`),
    ),
    fact('given back', told.released),
    ...told.retained.map(({ name, count, ground, until }) =>
      fact('kept', `${name}: ${count}, until ${until}; ground: ${ground}`),
    ),
    ...(told.finalExport ? [fact('sealed copy', `kept until ${told.finalExport.until}`)] : []),
    fact('histories', `of executions are gone by ${told.historiesUntil}`),
    fact('backups', `are gone by ${told.backupsUntil}`),
    ...others(told, receipt.entries),
  ];
}

const ofSequel = (told: Sequel): string[] => [
  `Sequel to the receipt ${told.receiptId}`,
  fact('what', told.sequel),
  fact('when', told.at),
  ...(told.erased ?? []).map(({ name, count }) => fact('erased', `${name}: ${count}`)),
  ...others(told, sequel.entries),
];

/** What this version has no words for. */
const others = (told: Readonly<Record<string, unknown>>, known: object): string[] =>
  Object.entries(told)
    .filter(([name]) => !Object.hasOwn(known, name))
    .map(([name, value]) => fact(name, JSON.stringify(value)));

const fact = (name: string, value: string | number): string => `  ${name.padEnd(12)} ${value}`;
