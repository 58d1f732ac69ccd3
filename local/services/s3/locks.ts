import type { DefaultRetention, RetentionMode } from '../../template.ts';
import type { WireHead } from '../../wire.ts';
import { isChecked } from './checksums.ts';
import { S3Error } from './errors.ts';
import type { Version } from './versions.ts';
import { neededText, readXml, textOf, type XmlElement } from './xml-reader.ts';

/** Until when a version cannot be removed; `until` in local milliseconds. */
export interface Retention {
  readonly mode: RetentionMode;
  readonly until: number;
}

type Lock = { readonly default?: DefaultRetention };
type Headers = Pick<WireHead, 'headers'>;

const MODE = 'x-amz-object-lock-mode';
const UNTIL = 'x-amz-object-lock-retain-until-date';
const DAY = 24 * 60 * 60 * 1000;

const isMode = (text: string): text is RetentionMode => text === 'GOVERNANCE' || text === 'COMPLIANCE';

/** Whether the caller sets itself above governance. */
export const bypasses = ({ headers }: Headers): boolean =>
  headers['x-amz-bypass-governance-retention']?.toLowerCase() === 'true';

/** How long what is being put is kept: as its headers say, else as the bucket has it. */
export function retentionOfPut({ headers }: Headers, lock: Lock | undefined, now: number): Retention | undefined {
  const { [MODE]: mode, [UNTIL]: until } = headers;
  return mode || until ? asked(mode, until, lock, now) : defaultRetention(lock, now);
}

/** What cannot be removed again has to say what it is. @throws S3Error InvalidRequest for bytes without a checksum */
export function checkLocked(request: Headers, retention: Retention | undefined): void {
  if (!retention || isChecked(request)) return;
  const message = 'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock';
  throw new S3Error('InvalidRequest', `${message} parameters`);
}

function asked(mode: string | undefined, until: string | undefined, lock: Lock | undefined, now: number): Retention {
  if (!lock) throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  if (!mode || !until) throw new S3Error('InvalidArgument', `${UNTIL} and ${MODE} must both be supplied`);
  return checked(mode, until, now);
}

function checked(mode: string, until: string, now: number): Retention {
  if (!isMode(mode)) throw new S3Error('InvalidArgument', 'Unknown wormMode directive.');
  const moment = Date.parse(until);
  if (Number.isNaN(moment)) throw new S3Error('InvalidArgument', 'The retain until date must be an ISO 8601 date!');
  if (moment <= now) throw new S3Error('InvalidArgument', 'The retain until date must be in the future!');
  return { mode, until: moment };
}

/** How long the bucket keeps by itself what is created now. */
export function defaultRetention(lock: Lock | undefined, now: number): Retention | undefined {
  const rule = lock?.default;
  if (!rule) return undefined;
  if ('days' in rule) return { mode: rule.mode, until: now + rule.days * DAY };
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + rule.years);
  return { mode: rule.mode, until: end.getTime() };
}

/** Whether the version cannot be removed now. */
export const isLocked = ({ retention }: Version, now: number, bypass: boolean): boolean =>
  retention !== undefined && retention.until > now && !(retention.mode === 'GOVERNANCE' && bypass);

/** What S3 says of a version that cannot be removed or freed. */
export const LOCKED = 'Access Denied because object protected by object lock.';

/** The retention that PutObjectRetention asks for. @throws S3Error where it would weaken what is there */
export function newRetention(body: Buffer, version: Version, now: number, bypass: boolean): Retention | undefined {
  const document = readXml(body, 'Retention');
  const wanted = retentionIn(document, now);
  const weaker =
    version.retention &&
    (wanted?.mode !== version.retention.mode || wanted.until < version.retention.until) &&
    isLocked(version, now, bypass);
  if (weaker) throw new S3Error('AccessDenied', LOCKED);
  return wanted;
}

function retentionIn(document: XmlElement, now: number): Retention | undefined {
  if (document.children.length === 0) return undefined;
  return checked(neededText(document, 'Mode'), neededText(document, 'RetainUntilDate'), now);
}

/** What a version's headers say of its retention. */
export const retentionHeaders = ({ retention }: Pick<Version, 'retention'>): Record<string, string> =>
  retention ? { [MODE]: retention.mode, [UNTIL]: new Date(retention.until).toISOString() } : {};

/** The configuration that PutObjectLockConfiguration gives. */
export function lockIn(body: Buffer): Lock {
  const document = readXml(body, 'ObjectLockConfiguration');
  if (neededText(document, 'ObjectLockEnabled') !== 'Enabled') throw new S3Error('MalformedXML');
  const rule = document.children.find(({ name }) => name === 'Rule');
  const given = rule?.children.find(({ name }) => name === 'DefaultRetention');
  if (!given) return {};
  const [mode, days, years] = [neededText(given, 'Mode'), textOf(given, 'Days'), textOf(given, 'Years')];
  const amount = Number(days ?? years);
  if (!isMode(mode) || (days === undefined) === (years === undefined)) throw new S3Error('MalformedXML');
  if (!Number.isInteger(amount) || amount < 1) {
    throw new S3Error('InvalidArgument', 'Default retention period must be a positive integer value.');
  }
  return { default: days === undefined ? { mode, years: amount } : { mode, days: amount } };
}
