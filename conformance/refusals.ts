import { SERVICE_CONTRACT, type ServiceVerb } from '../lambdas/adapters/service-contract.ts';
import { type AskOptions, digestOf, type Sent } from './asking.ts';
import { newPrivateKey } from './keys.ts';
import { type Check, expect, shown, type Trial } from './trial.ts';

const MINUTE = 60_000;
const VERBS = Object.keys(SERVICE_CONTRACT) as ServiceVerb[];

/** What a verb is asked for an account that the service has never heard of: harmless, should it be carried out. */
const harmless = (verb: ServiceVerb, { unknownId: accountId, deletionId }: Trial) => {
  if (verb === 'export') return { accountId, most: 10 };
  return verb === 'erase' || verb === 'verify' || verb === 'fence' ? { accountId, deletionId } : { accountId };
};

async function expectRefused(trial: Trial, what: string, options: AskOptions, verb: ServiceVerb = 'verify') {
  const reply = await trial.ask(verb, harmless(verb, trial), options);
  expect(reply.status === 401, `${verb} ${what} was answered with ${shown(reply)}; expected 401`);
}

const without =
  (...names: string[]) =>
  (sent: Sent): Sent => ({
    ...sent,
    headers: Object.fromEntries(Object.entries(sent.headers).filter(([name]) => !names.includes(name.toLowerCase()))),
  });
const withHeaders =
  (headers: Readonly<Record<string, string>>) =>
  (sent: Sent): Sent => ({
    ...without(...Object.keys(headers))(sent),
    headers: { ...without(...Object.keys(headers))(sent).headers, ...headers },
  });
const otherBody = (sent: Sent): Sent => ({ ...sent, body: sent.body.replace('{', '{ ') });

/** Who is refused: everybody but the account deletion, asking now, and asking just this. */
export const REFUSALS: readonly Check[] = [
  {
    name: 'refuses what is not signed, whatever it asks',
    async run(trial) {
      for (const verb of VERBS)
        await expectRefused(trial, 'without a signature', { tamper: without('signature', 'signature-input') }, verb);
    },
  },
  {
    name: 'refuses a signature that is none',
    async run(trial) {
      await expectRefused(trial, 'with a made-up Signature-Input', {
        tamper: withHeaders({ 'signature-input': 'nonsense' }),
      });
      await expectRefused(trial, 'with a made-up Signature', {
        tamper: withHeaders({ signature: 'sig=:bm9uc2Vuc2U=:' }),
      });
    },
  },
  {
    name: 'refuses a key that it does not know',
    async run(trial) {
      await expectRefused(trial, 'signed by another key under our key’s id', { sign: { privateKey: newPrivateKey() } });
      const stranger = { privateKey: newPrivateKey(), keyid: 'a-stranger' };
      await expectRefused(trial, 'signed by a key that is not published', { sign: stranger });
    },
  },
  {
    name: 'refuses a body that is not the one of its digest',
    run: (trial) => expectRefused(trial, 'with another body under the same digest', { tamper: otherBody }),
  },
  {
    name: 'refuses a signed request that comes again with another body',
    async run(trial) {
      const sent: Sent[] = [];
      const keep = (signed: Sent): Sent => {
        sent.push(signed);
        return signed;
      };
      await trial.ask('verify', harmless('verify', trial), { tamper: keep });
      const again = otherBody(sent[0]!);
      await expectRefused(trial, 'with another body and its digest under a signature that was used', {
        tamper: () => withHeaders({ 'content-digest': digestOf(again.body) })(again),
      });
    },
  },
  {
    name: 'refuses a signed request that is sent to another address',
    run: (trial) =>
      expectRefused(trial, 'signed for /count', {
        tamper: (sent) => ({ ...sent, url: sent.url.replace(/verify$/, 'count') }),
      }),
  },
  {
    name: 'refuses a signature that has expired',
    async run(trial) {
      const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);
      await expectRefused(trial, 'signed an hour ago', { sign: { created: ago(60), expires: ago(55) } });
      await expectRefused(trial, 'signed an hour ago for two', { sign: { created: ago(60), expires: ago(-60) } });
    },
  },
  {
    name: 'refuses a signature that covers less than it has to',
    async run(trial) {
      const all = ['@method', '@target-uri', 'content-digest', 'content-type'];
      for (const left of all)
        await expectRefused(trial, `with a signature that leaves out ${left}`, {
          sign: { covered: all.filter((name) => name !== left) },
        });
      const idempotencyKey = trial.deletionId;
      await expectRefused(
        trial,
        'with an unsigned Idempotency-Key',
        { idempotencyKey, sign: { covered: all } },
        'erase',
      );
    },
  },
  {
    name: 'refuses a signature that was made for something else',
    run: (trial) => expectRefused(trial, 'signed with another tag', { sign: { tag: 'something-else' } }),
  },
];
