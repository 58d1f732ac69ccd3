import type { Entry } from './archive-parts.ts';

/** What an archive says of itself. */
export interface ArchiveFacts {
  readonly accountId: string;
  readonly takenAt: Date;
  /** Its number, from 1. */
  readonly archive: number;
  /** How many there are; null in one that is closed before that is known. */
  readonly archives: number | null;
  /** The fields that are left out of every record, by holding. */
  readonly leftOut: Readonly<Record<string, readonly string[]>>;
}

/** How what is in an archive is written; stands in each. */
const FORMAT = [
  'Every *.jsonl file is JSON Lines: UTF-8, one record a line, each line a JSON object.',
  'Times are ISO 8601. Binary values are Base64. Sets are lists.',
  'A number with more digits than a 64-bit floating point number keeps is written as a text.',
  'Files lie below the name of what they belong to, as they were stored; characters that some systems do not allow in a name are written as % and two hexadecimal digits.',
  'leftOut names the fields that are in no record here: secrets, and what belongs to other people.',
];

/** The manifest: names every other entry, with its size and its SHA-256. */
export const manifestOf = (
  { accountId, takenAt, archive, archives, leftOut }: ArchiveFacts,
  files: readonly Entry[],
): string => `${JSON.stringify({ accountId, takenAt, archive, archives, files, leftOut, format: FORMAT }, null, 1)}\n`;

/** What an archive says to who opens it. */
export const readmeOf = ({ accountId, takenAt, archive }: Omit<ArchiveFacts, 'archives' | 'leftOut'>): string =>
  `Your data

This is what account ${accountId} held on ${takenAt.toUTCString()}.
It is archive ${archive} of the export; the last one says in manifest.json how many there are.
If there are several, each can be opened by itself, and all of them together are the whole.

What is in it

- One file for each kind of record, such as contacts.jsonl: one record a line, as JSON.
  Any text editor opens it, and so do spreadsheets and databases that read "JSON Lines".
- One folder for each kind of file, such as recordings/.
- manifest.json names every file here with its size and its SHA-256, by which you can check
  that nothing was lost on the way, and says what was left out and how values are written.
`;
