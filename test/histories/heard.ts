import { strict as assert } from 'node:assert';
import type { Account } from '../../lambdas/domain/account.ts';
import type { Lab } from './lab.ts';
import { OF_DELETION } from './outside.ts';
import { currentState, type Track } from './track.ts';
import { DOMAIN, type World } from './world.ts';

/** The bus and the ledger have heard of every change, and of nothing else. */
export function checkToldOutside(
  { published, ledger }: World,
  { accountId, events, confirmed, cancelled, claimed, purged }: Track,
): void {
  const told = new Map<number, string>();
  const words = new Map<number, string>();
  for (const { accountId: about, number, event, told: text } of published) {
    if (about !== accountId) continue;
    assert.equal(words.get(number) ?? event + text, event + text, 'one number, two events');
    words.set(number, event + text);
    told.set(number, event);
  }
  assert.deepEqual(
    [...told].sort(([a], [b]) => a - b),
    [...events],
    'the bus has heard something else',
  );
  const has = (id: string, what: string) => ledger.has(`deletions/${id}/${what}.json`);
  for (const id of confirmed)
    assert.ok(has(id, 'confirmed') || has(id, 'requested'), 'a confirmation that the ledger does not know');
  for (const id of cancelled) assert.ok(has(id, 'cancelled') && !has(id, 'claimed') && !has(id, 'receipt'));
  for (const id of claimed.keys()) assert.ok(!has(id, 'cancelled'));
  for (const id of purged) assert.ok(has(id, 'claimed'), 'a purge that the ledger does not know');
  for (const id of purged) assert.ok(has(id, 'receipt'), 'a purge without a receipt');
}

/** The last that the owner has heard is how things are. */
export function checkMails({ sent, seen, ledger }: World, track: Track): void {
  const { status, ended, deletion } = currentState(track);
  const mails = sent.filter(({ about }) => about.accountId === track.accountId);
  const last = mails.filter(({ about }) => about.what === 'account-deleted').map(({ to }) => to);
  const isOpen = status !== 'deleted' && deletion?.stage !== 'purging';
  if (isOpen && track.lastWord && !seen.has('a mail came late') && !seen.has('a mail was dropped')) {
    const heard = mails.findLast(({ about }) => OF_DELETION.includes(about.what))?.about.what;
    assert.equal(heard?.replace('reminder', 'scheduled'), track.lastWord, 'people have heard something else last');
  }
  if (status !== 'deleted') {
    assert.deepEqual(last, [], 'told of a purge that was not');
    return;
  }
  assert.ok(ended !== null);
  // Who dies between the mail service's yes and the note of it has it sent twice.
  if (!seen.has('crashes') && !seen.has('mail failed')) assert.equal(last.length, new Set(last).size, 'told twice');
  // Whom an operator asked for may be known to nobody.
  const byOperator = ledger.has(`deletions/${ended.id}/requested.json`);
  assert.ok(last.length > 0 || byOperator, 'nobody was told');
}

/** Nothing is left that is about a person, and everybody says the same of the end. */
export async function checkTombstone(
  { world, store }: Lab,
  track: Track,
  account: Account & { status: 'deleted' },
): Promise<void> {
  const { deletionId, deletedAt, owed } = account;
  const text = await store.text(track.accountId);
  for (const { accountId, userId } of world.people) {
    if (accountId === track.accountId) assert.ok(!text.includes(`"${userId}"`), 'a user in a tombstone');
  }
  assert.ok(!text.includes(DOMAIN), 'an address in a tombstone');
  assert.ok(owed.length <= 5, `beside a tombstone: ${owed.map(({ kind }) => kind)}`);
  const issued = [...world.ledger.keys()].filter((path) => path.endsWith('/receipt.jws'));
  assert.equal(issued.length, [...world.tracks.values()].filter(({ purged }) => purged.size > 0).length);
  const stated = receiptOf(world, account);
  assert.deepEqual(
    [stated.deletionId, stated.deletedAt, stated.released],
    [deletionId, deletedAt.toISOString(), 2],
    'the receipt says something else',
  );
  const held = world.belongings.get(track.accountId)!;
  assert.equal(new Set(held.released).size, held.released.length, 'a number released twice');
}

/** What the receipt says. */
function receiptOf({ ledger }: World, { receiptId }: { readonly receiptId: string }) {
  const receipt = ledger.get(`receipts/${receiptId}/receipt.jws`);
  assert.ok(receipt, 'a tombstone without its receipt');
  return JSON.parse(Buffer.from(receipt.split('.')[1]!, 'base64url').toString());
}
