import { kindOf } from '../../lambdas/adapters/stored-account.ts';
import type { StartExport } from '../../lambdas/app/export-ports.ts';
import type {
  DoAgain,
  HasEnded,
  Ledger,
  Members,
  OwedKey,
  PublishEvent,
  PurgeWake,
  Schedules,
  SendMail,
  Signer,
  StartPurge,
} from '../../lambdas/app/ports.ts';
import { accountTag } from '../../lambdas/domain/token.ts';
import { archiveStore, dataExports, finalExports } from './archives.ts';
import { holdings, looks } from './belongings.ts';
import type { Here } from './meeting.ts';
import { currentState } from './track.ts';
import { DOMAIN, type Message, type Port, SECRET, type World } from './world.ts';
import { must, note } from './wrong.ts';

const MINUTE = 60_000;
/** What publish-changes is sent; the rest is for follow-account. */
const TOLD = ['notice', 'event', 'entry'];

/** Of what people are told in mails, what is about a deletion that was confirmed. */
export const OF_DELETION = ['deletion-scheduled', 'deletion-reminder', 'deletion-cancelled'];

export const readerOf = ({ id }: OwedKey): 'publish' | 'follow' => (TOLD.includes(kindOf(id)) ? 'publish' : 'follow');

/** Everything outside of a process but the state table. `turn` comes before each call. */
export function outside(at: { world: World }, turn: () => Promise<void>, here: Pick<Here, 'asks' | 'token' | 'newId'>) {
  /** One call: it may be held, and it may fail before or after its effect. */
  async function call<T>(port: Port, effect: () => T): Promise<T> {
    await turn();
    const { faults } = at.world;
    const fault = faults.find((each) => each.port === port && each.left > 0);
    if (!fault) return effect();
    fault.left--;
    note(at.world, `${port} failed`);
    if (fault.after) effect();
    throw new Error(`${port} failed`);
  }
  const id = () => ++at.world.lastId;
  const belonging = (accountId: string) => at.world.belongings.get(accountId)!;

  const sendMail: SendMail = (mail) =>
    call('mail', () => {
      const { addresses, sent } = at.world;
      must(at.world, addresses.get(mail.about.accountId)?.has(mail.to), 'mailed to a stranger');
      sent.push(mail);
      const { deletion } = currentState(at.world.tracks.get(mail.about.accountId)!);
      const isOld = (deletion?.stage === 'scheduled') === (mail.about.what === 'deletion-cancelled');
      if (OF_DELETION.includes(mail.about.what) && isOld) note(at.world, 'a mail came late');
    });

  const publishEvent: PublishEvent = ({ event, accountId, number, ...told }) =>
    call('bus', () => {
      const text = JSON.stringify(told);
      must(at.world, !text.includes(DOMAIN), 'an address on the bus');
      at.world.published.push({ accountId, number, event, told: text });
    });

  const ledger: Ledger = {
    add: (path, body) =>
      call('ledger', () => {
        must(at.world, !body.includes(DOMAIN), 'an address in the ledger');
        if (!at.world.ledger.has(path)) at.world.ledger.set(path, body);
      }),
    read: (path) => call('ledger', () => at.world.ledger.get(path) ?? null),
    below: (path) => call('ledger', () => [...at.world.ledger.keys()].filter((key) => key.startsWith(path))),
  };

  const put = (name: string, when: number, message: Message, unlessThere = false) =>
    call('schedules', () => {
      if (unlessThere && at.world.schedules.has(name)) return false;
      // Whether a moment that is over is taken is documented nowhere.
      if (when <= at.world.now) throw new Error('ValidationException');
      must(at.world, !JSON.stringify(message).includes(DOMAIN), 'an address in a schedule');
      at.world.schedules.set(name, { at: when, message });
      return true;
    });
  const drop = (name: string) => call('schedules', () => void at.world.schedules.delete(name));
  const putPurge = (wake: PurgeWake, when: Date, unlessThere?: boolean) =>
    put(`purge-${wake.deletionId}`, toTheSecond(when.getTime()), { to: 'purge', wake }, unlessThere);
  const schedules: Schedules = {
    putPurge: async (wake, when) => void (await putPurge(wake, when)),
    ensurePurge: (wake, when) => putPurge(wake, when, true),
    async putReminder(deletionId, keys, when) {
      await put(`reminder-${deletionId}`, toTheSecond(when.getTime() + MINUTE), { to: 'publish', keys });
    },
    async drop(deletionId) {
      await Promise.all([drop(`purge-${deletionId}`), drop(`reminder-${deletionId}`)]);
    },
  };

  const startPurge: StartPurge = (wake) => call('invoke', () => void at.world.messages.push({ to: 'purge', wake }));
  const doAgain: DoAgain = async (keys) => {
    const by = Map.groupBy(keys, readerOf);
    await Promise.all(
      [...by].map(([to, some]) => call('invoke', () => void at.world.messages.push({ to, keys: some }))),
    );
  };
  const startExport: StartExport = (wake) => call('invoke', () => void at.world.messages.push({ to: 'export', wake }));
  const hasEnded: HasEnded = (execution) =>
    call('invoke', () => at.world.runs.find((run) => run.id === execution)?.ended ?? true);

  const people = (accountId: string, role: string) =>
    at.world.people.filter((person) => person.accountId === accountId && person.role === role);
  const members: Members = {
    ownerAddress: (accountId) =>
      call('members', () => (belonging(accountId).members > 0 ? (people(accountId, 'owner')[0]?.email ?? null) : null)),
    async *others(accountId, cursor) {
      const found = await call('members', () => (belonging(accountId).members > 0 ? people(accountId, 'member') : []));
      const from = Number(cursor?.after ?? 0);
      for (const [index, { email }] of found.entries()) {
        if (index >= from) yield { address: email, cursor: { after: index + 1 } };
      }
    },
  };

  const dying = (accountId: string) => {
    const { status, deletion } = currentState(at.world.tracks.get(accountId)!);
    must(at.world, status === 'deleted' || deletion?.stage === 'purging', 'taken from an account that lives');
  };
  const signer: Signer = { keyId: 'key-1', sign: async () => new Uint8Array(64) };

  const copies = dataExports(at, call);

  return {
    sendMail,
    publishEvent,
    ledger,
    schedules,
    startPurge,
    startExport,
    store: archiveStore(at, call),
    finalExports: finalExports(at, call),
    claimCode: async () => 'code',
    doAgain,
    hasEnded,
    members,
    signer,
    holdings: [...holdings(belonging, (effect) => call('holdings', effect), dying), copies.holding],
    looks: new Map([...looks(belonging, (effect) => call('verifier', effect)), [copies.holding.name, copies.look]]),
    newId() {
      here.newId = `d-${id()}`;
      return here.newId;
    },
    newReceiptId: () => String(id()).padStart(43, '0'),
    newToken() {
      const part = SECRET + id();
      here.token = accountTag(here.asks) + part;
      at.world.tokens.push(here.token);
      return part;
    },
  };
}

/** As the adapter sets it: the second itself, rounded up. */
const toTheSecond = (time: number) => Math.ceil(time / 1_000) * 1_000;
