import { expect, it } from 'vitest';
import type { Notices, OwedKey, Tellings } from '../../lambdas/app/ports.ts';
import { publishChanges } from '../../lambdas/app/publish-changes.ts';
import { NOON } from '../support/accounts.ts';

it('has mails sent, and everything else told', async () => {
  const asked: string[] = [];
  const nothingAt = (place: string) => async (key: OwedKey) => {
    asked.push(`${place} ${key.id}`);
    return null;
  };
  const notices: Pick<Notices, 'take'> = { take: nothingAt('mail') };
  const tellings: Pick<Tellings, 'read'> = { read: nothingAt('telling') };
  const publish = publishChanges({
    isNotice: ({ id }) => id.startsWith('notice'),
    notices: notices as Notices,
    tellings: tellings as Tellings,
    clock: () => NOON,
    sendMail: async () => {},
    members: { ownerAddress: async () => null, async *others() {} },
    places: {
      webOrigin: 'https://app.example.com',
      apiUrl: 'https://api.example.com',
      legalContact: 'legal@example.com',
    },
    claimCode: async () => '',
    publishEvent: async () => {},
    ledger: { add: async () => {} },
    revisionOf: () => 1,
  });

  const outcomes = [];
  for (const id of ['notice-1', 'event-2', 'entry-3']) outcomes.push(await publish({ accountId: 'acme', id }));

  expect(asked).toEqual(['mail notice-1', 'telling event-2', 'telling entry-3']);
  expect(outcomes).toEqual(['not now', 'told already', 'told already']);
});
