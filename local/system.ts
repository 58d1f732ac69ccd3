import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChance } from './chance.ts';
import { createClock, type LocalClock } from './clock.ts';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';
import { createEventBuses, type EventBuses } from './events.ts';
import { environmentOf } from './functions/environment.ts';
import { createFunctions, type Functions, type LogLine } from './functions/functions.ts';
import { type SignIn, startSignIn } from './issuer/sign-in.ts';
import { createIssuer, type Issuer } from './issuer.ts';
import { buildPage, type Files } from './page.ts';
import { holdingsIn, type Platform, startPlatform } from './platform.ts';
import { routes } from './routes.ts';
import { startRules } from './rules.ts';
import { type HttpHandler, startServer } from './server.ts';
import { type Carrier, createCarrier } from './services/carrier.ts';
import { createCloudFormation } from './services/cloudformation.ts';
import { createUserPool, type UserPool } from './services/cognito.ts';
import { type DynamoDb, startDynamoDb } from './services/dynamodb.ts';
import { createEventBridge } from './services/eventbridge.ts';
import { createKms } from './services/kms.ts';
import { createLambda, type Lambda } from './services/lambda.ts';
import { createS3, type S3 } from './services/s3.ts';
import { createScheduler, type Scheduler } from './services/scheduler.ts';
import { createMailbox, type Mail, type Mailbox } from './services/sesv2.ts';
import { createStepFunctions, type StepFunctions } from './services/sfn.ts';
import { createSts } from './services/sts.ts';
import { startStreams } from './streams.ts';
import { type LocalTemplate, loadTemplate, PLACE } from './template.ts';
import { createWire, type Wire } from './wire.ts';

/** The settings page, as the issuer knows it. */
const CLIENT_ID = 'settings';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface LocalOptions {
  /** @default 0: any that is free */
  readonly port?: number;
  /** Where the clock stands at first, in milliseconds. @default the wall's time */
  readonly start?: number;
  /** Seed of what comes twice; `null`: nothing does. @default 1 */
  readonly seed?: number | null;
  /** Whether canaries are made and deleted, as in every deployment. @default false: nobody wants to see them here */
  readonly canary?: boolean;
  /** Hears of each mail as it is sent. */
  readonly onMail?: (mail: Mail) => void;
  /** Hears each line that a function writes. */
  readonly onLine?: (line: LogLine) => void;
  /** A folder in which the functions stay bundled for the next run of the same code. @default none: they go with it */
  readonly keepBundle?: string;
}

/** All parts of the local run. */
export interface LocalSystem {
  /** Without a closing slash. */
  readonly url: string;
  readonly clock: LocalClock;
  readonly template: LocalTemplate;
  readonly wire: Wire;
  readonly dynamodb: DynamoDb;
  readonly functions: Functions;
  readonly lambda: Lambda;
  readonly scheduler: Scheduler;
  readonly stepFunctions: StepFunctions;
  readonly pool: UserPool;
  readonly mailbox: Mailbox;
  readonly carrier: Carrier;
  readonly s3: S3;
  readonly buses: EventBuses;
  readonly deadLetters: DeadLetters;
  readonly issuer: Issuer;
  readonly signIn: SignIn;
  readonly platform: Platform;
  /** The settings page's. */
  readonly files: Files;
  stop(): Promise<void>;
}

/** Starts the whole system on this machine. What comes in before all parts are up waits for them. */
export async function startLocal(options: LocalOptions = {}): Promise<LocalSystem> {
  const stops: (() => unknown)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= inTurn(stops.reverse());
    return stopped;
  };
  const ready = Promise.withResolvers<HttpHandler>();
  const server = await startServer(options.port ?? 0, async (request) => (await ready.promise)(request));
  stops.push(server.stop);
  try {
    const parts = await startParts(`http://localhost:${server.port}`, options, stops);
    ready.resolve(routes(parts));
    return { ...parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function inTurn(steps: readonly (() => unknown)[]): Promise<void> {
  for (const step of steps) await step();
}

export type Parts = Omit<LocalSystem, 'stop'>;

async function startParts(url: string, options: LocalOptions, stops: (() => unknown)[]): Promise<Parts> {
  const { seed = 1, onMail, onLine, keepBundle } = options;
  const clock = createClock(options.start === undefined ? {} : { start: options.start });
  const issuerUrl = `${url}/_issuer`;
  const [wire, issuer, files, template] = await Promise.all([
    createWire({ clock }),
    createIssuer({ url: issuerUrl, audience: CLIENT_ID, clock }),
    buildPage(join(ROOT, 'web', 'build.ts')),
    readTemplate(url, issuerUrl, options.canary),
  ]);
  const s3 = createS3({ clock, buckets: template.buckets, secretOf: secretsOf(template) });
  stops.push(s3.stop, wire.stop);

  const carrier = createCarrier(clock);
  const { configurationSets, eventBuses, eventRules } = template;
  const mailbox = createMailbox({ clock, configurationSets, onMail, onEvent: (event) => buses.putSoon(event) });
  const deadLetters = createDeadLetters(clock, template.queues);
  const { functions: declared, tables, scheduleGroups: groups } = template;
  const chance = createChance(seed);
  const scheduler = createScheduler({
    clock,
    groups,
    lambda: { invokeAsync: (...call) => lambda.invokeAsync(...call) },
    deadLetters,
    twice: () => chance(8),
  });
  const stepFunctions = createStepFunctions(clock);
  const holdings = holdingsIn(template);
  const poolId = holdings.find((holding) => holding.kind === 'users')?.userPoolId ?? 'none';
  const pool = createUserPool({ clock, poolId, signOut: (userId) => signIn.signOut(userId) });
  const [functions, signIn, { dynamodb, platform }] = await Promise.all([
    createFunctions({
      functions: declared,
      clock,
      endpoint: wire.url,
      root: ROOT,
      ...(onLine && { onLine }),
      ...(keepBundle && { keepBundle }),
    }),
    startSignIn({ issuer, web: url, clock, platform: (): Platform => platform }),
    startDynamoDb({ clock, tables }).then(async (dynamodb) => {
      stops.push(dynamodb.stop);
      const stores = { dynamodb, carrier, scheduler, stepFunctions, pool, s3 };
      return { dynamodb, platform: await startPlatform({ clock, holdings, stores }) };
    }),
  ]);
  stops.push(functions.stop, signIn.stop, clock.stop);

  const lambda = createLambda({ clock, template, functions, deadLetters, seed });
  const buses = createEventBuses({ clock, buses: eventBuses, rules: eventRules, lambda });
  const eventBridge = createEventBridge({ clock, buses });
  const kms = { service: createKms({ keys: template.keys, clock }) };
  const aws = [dynamodb, lambda, scheduler, stepFunctions, pool, s3, mailbox, carrier, eventBridge, kms];
  for (const { service } of aws) wire.serve(service);
  wire.serve(createCloudFormation({ clock, outputsOf: template.outputs }));
  wire.serve(createSts({ clock }));
  startRules({ clock, rules: template.rules, lambda });
  startStreams({ clock, template, dynamodb, functions, deadLetters, seed });

  const services = { wire, dynamodb, functions, lambda, scheduler, stepFunctions, pool, s3, mailbox, carrier, buses };
  return { url, clock, template, issuer, signIn, platform, files, deadLetters, ...services };
}

/** The secrets of the functions' access keys; whatever a script signs with is its own affair. */
const secretsOf =
  ({ functions }: LocalTemplate) =>
  (accessKeyId: string) => {
    const found = functions.find(({ logicalId }) => logicalId === accessKeyId);
    return found && environmentOf(found, { region: PLACE.region, endpoint: '' }).AWS_SECRET_ACCESS_KEY;
  };

/** The library that synthesizes is large: whoever finds the port taken hears of it first. */
async function readTemplate(url: string, issuer: string, canary = false): Promise<LocalTemplate> {
  const { synthesize } = await import('./synth.ts');
  const stacks = await synthesize({ issuer, audience: CLIENT_ID, webOrigin: url, canary });
  return loadTemplate(stacks, { ...PLACE, api: `${url}/api` });
}
