import { STATUS_CODES } from 'node:http';
import * as v from 'valibot';
import type { LocalClock } from './clock.ts';
import { durationFrom } from './duration.ts';
import type { EventBuses } from './events.ts';
import type { Issuer } from './issuer.ts';
import type { Platform } from './platform.ts';
import { FEWEST_RECORDS } from './seeds.ts';
import { type HttpHandler, type HttpRequest, type HttpResponse, json, Refusal } from './server.ts';
import type { Carrier } from './services/carrier.ts';
import type { Mailbox } from './services/sesv2.ts';
import type { Wire } from './wire.ts';

export interface ControlOptions {
  readonly clock: LocalClock;
  readonly issuer: Issuer;
  readonly platform: Platform;
  readonly mailbox: Mailbox;
  readonly carrier: Carrier;
  readonly buses: Pick<EventBuses, 'events'>;
  readonly wire: Pick<Wire, 'url' | 'faults'>;
  /** The local run's own URL, without a closing slash. */
  readonly url: string;
}

type Action = (body: unknown) => unknown;

/** The farthest that the clock goes at once, in milliseconds; a year takes a minute or two. */
const LONGEST_MOVE = 20 * 366 * 86_400_000;
const MOST_RECORDS = 10_000_000;

const Advance = v.strictObject({ advance: v.pipe(v.string(), v.maxLength(100)) });
const TokenFor = v.strictObject({ userId: v.string(), authTime: v.optional(v.pipe(v.string(), v.isoTimestamp())) });
const NewAccount = v.strictObject({
  records: v.pipe(v.number(), v.integer(), v.minValue(FEWEST_RECORDS), v.maxValue(MOST_RECORDS)),
  accountId: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._:|-]{0,127}$/, 'No account id'))),
});

/** What scripts steer the local run by: everything under `/_local`. */
export function createControl(options: ControlOptions): HttpHandler {
  const { clock, issuer, platform, mailbox, carrier, buses, wire, url } = options;
  const now = () => new Date(clock.now()).toISOString();

  const overview = async () => ({
    now: now(),
    api: `${url}/api`,
    web: url,
    issuer: issuer.url,
    dynamodb: wire.url,
    s3: wire.url,
    ses: wire.url,
    accounts: await platform.accounts(),
  });

  const advance: Action = async (body) => {
    const { advance } = checked(Advance, body);
    const milliseconds = durationFrom(clock.now(), advance);
    if (milliseconds === undefined) throw new Refusal(400, 'advance: give an ISO 8601 duration, such as P7D or PT90S.');
    if (milliseconds > LONGEST_MOVE) throw new Refusal(400, 'advance: at most 20 years at a time.');
    const fired = await clock.advance(milliseconds);
    return { now: now(), fired };
  };

  const token: Action = async (body) => {
    const { userId, authTime } = checked(TokenFor, body);
    const user = await platform.user(userId);
    return { token: await issuer.token({ user, authTime: authTime ? new Date(authTime) : undefined }) };
  };

  const account: Action = (body) => {
    const { records, accountId } = checked(NewAccount, body);
    return platform.create(records, accountId);
  };

  const fault: Action = (body) => {
    try {
      return wire.faults.add(body);
    } catch (error) {
      throw new Refusal(400, (error as Error).message);
    }
  };

  const actions: Record<string, Record<string, Action>> = {
    '/_local': { GET: overview },
    '/_local/clock': { POST: advance },
    '/_local/token': { POST: token },
    '/_local/mail': { GET: () => mailbox.mails() },
    '/_local/accounts': { POST: account },
    '/_local/carrier': { GET: () => carrier.numbers() },
    '/_local/events': { GET: () => buses.events() },
    '/_local/faults': { POST: fault, DELETE: () => wire.faults.clear() },
  };

  return async (request) => {
    const methods = Object.hasOwn(actions, request.path) ? actions[request.path]! : undefined;
    const action = methods && Object.hasOwn(methods, request.method) ? methods[request.method]! : undefined;
    if (!methods) return problem(404, `There is nothing at ${request.path}.`);
    if (!action) return problem(405, `Use ${Object.keys(methods).join(' or ')}.`, Object.keys(methods));
    try {
      refuseOtherSites(request);
      const answer = await action(request.method === 'POST' ? bodyOf(request) : undefined);
      return answer === undefined ? { status: 204 } : json(200, answer);
    } catch (error) {
      if (error instanceof Refusal) return problem(error.status, error.message);
      throw error;
    }
  };
}

/** A page from elsewhere must not move the clock, or ask for a token, behind its reader's back. */
function refuseOtherSites({ headers }: HttpRequest): void {
  const { origin } = headers;
  if (origin && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)) {
    throw new Refusal(403, 'Only pages of this machine may ask.');
  }
}

function bodyOf({ body }: HttpRequest): unknown {
  if (!body) throw new Refusal(413, 'The body is over 10 MB.');
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal(400, 'The body must be JSON.');
  }
}

function checked<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Refusal(400, `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
}

function problem(status: number, detail: string, allow?: string[]): HttpResponse {
  const response = json(status, { title: STATUS_CODES[status], status, detail }, 'application/problem+json');
  return { ...response, headers: { ...response.headers, ...(allow && { allow: allow.join(', ') }) } };
}
