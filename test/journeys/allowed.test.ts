import { beforeAll, describe, expect, it } from 'vitest';
import { resourcesOf, synthesized } from '../lib/synthesized.ts';
import { allowedActions, IMPLIED, noteCalls, verbsOf } from '../support/iam.ts';
import { system } from '../support/system.ts';

const local = system();
const resources = resourcesOf(synthesized().service);

/** What is called for only where something has gone wrong, or that no call log shows; and why it has to be allowed. */
const SELDOM: Readonly<Record<string, string>> = {
  ...IMPLIED,
  'dynamodb:DeleteItem': 'a part of transactions: what is no longer owed goes with the save',
  'dynamodb:ConditionCheckItem': 'a part of transactions: nothing changed meanwhile, or purges are not paused',
  'lambda:GetDurableExecution': 'asked about an execution that was at the same before',
  'lambda:GetDurableExecutionState': 'the history of an execution that is too large for the call',
  's3:AbortMultipartUpload': 'of an upload that a process has left unfinished',
  's3:GetObject list-exports': 'used by who has the URL that it signs',
  's3:GetObject get-export': 'used by who has the URL that it signs',
  's3:ListBucket get-receipt': 'without it S3 says "forbidden" of what is not there',
  'dynamodb:PutItem sweep': 'where the brake acts',
  's3:PutObject sweep': 'where the brake acts',
};

/** The actions that each function has called for, by its verb. */
const called = new Map<string, Set<string>>();

async function confirm(user: { userId: string; email: string }): Promise<void> {
  const owner = await local.as(user);
  await owner('POST', '/account/deletion');
  await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) });
  await advance('PT1S');
}

const advance = async (...durations: string[]) => {
  for (const duration of durations) {
    await local.advance(duration);
    noteCalls(local.parts, called);
  }
};

beforeAll(async () => {
  const { owner: user } = await local.account(80);
  const owner = await local.as(user);
  await owner('GET', '/account');
  await owner('GET', '/account/deletion/preview');
  await owner('PUT', '/account/deactivation');
  await advance('PT1S');
  await owner('DELETE', '/account/deactivation');
  const { exportId } = (await owner('POST', '/account/exports')).body;
  await local.until(async () => (await owner('GET', `/account/exports/${exportId}`)).body.state === 'ready', 20_000);
  await owner('GET', '/account/exports');
  await confirm(user);
  await owner('DELETE', '/account/deletion');
  await advance('PT2M', 'PT58M');
  await confirm(user);
  const { owner: unreachable } = await local.account(20, 'bounce-1');
  await (await local.as(unreachable))('POST', '/account/deletion');
  await advance('PT2S');
  await local.call('GET', '/api/.well-known/jwks.json');
  await advance('P1D', 'P5DT23H', 'PT2H');
  await local.call('GET', `/api/receipts/${'x'.repeat(43)}`);
  // What is looked for a day after, when the final export ends, and when the backups are gone.
  await advance('P2D', 'P14D', 'P15D', 'P6D');
}, 180_000);

describe('in a whole life', () => {
  // The canary has a journey of its own.
  const verbs = verbsOf(resources).filter((verb) => verb !== 'run-canary');

  it.each(verbs)('%s calls for nothing that it is not allowed', (verb) => {
    const allowed = allowedActions(resources, verb);

    expect(called.get(verb)?.size).toBeGreaterThan(0);
    expect([...called.get(verb)!].filter((action) => !allowed.has(action))).toEqual([]);
  });

  it.each(verbs)('%s is allowed nothing that it has no use for', (verb) => {
    const idle = [...allowedActions(resources, verb)].filter((action) => !called.get(verb)!.has(action));

    expect(idle.filter((action) => !(action in SELDOM) && !(`${action} ${verb}` in SELDOM))).toEqual([]);
  });
});
