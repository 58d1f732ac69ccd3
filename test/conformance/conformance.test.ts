import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { conformance } from '../../conformance/conformance.ts';
import { publish, type RequestKey, requestKey } from '../../conformance/keys.ts';
import type { Verbs } from '../../sample-service/contacts.ts';
import { libraryCheck } from './library-check.ts';
import { type Otherwise, startService } from './service.ts';

let key: RequestKey;
let jwks: { url: string; server: Server };
beforeAll(async () => {
  // A service that fails says why on its own terminal.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  key = requestKey();
  jwks = await publish(key, 0);
});
afterAll(() => {
  jwks.server.close();
});

/** What the test says of a service with a small account and another one. */
async function outcomes(otherwise: Otherwise, { records = 30, patience = 20 } = {}) {
  const service = await startService(jwks.url, otherwise);
  service.fill('acme', records);
  service.fill('acme-2', 5);
  try {
    const ids = { accountId: 'acme', otherId: 'acme-2' };
    return await Array.fromAsync(conformance({ url: service.url, key, ...ids, patience }));
  } finally {
    await service.stop();
  }
}
const failures = async (otherwise: Otherwise, given?: Parameters<typeof outcomes>[1]) =>
  (await outcomes(otherwise, given)).filter(({ failure }) => failure);
const failed = async (otherwise: Otherwise, given?: Parameters<typeof outcomes>[1]) =>
  (await failures(otherwise, given)).map(({ name }) => name);

describe('the conformance test', () => {
  it('finds nothing wrong with the sample service, which erases in slices', async () => {
    const all = await outcomes({}, { records: 1_200 });

    expect(all).toHaveLength(22);
    expect(all.filter(({ failure }) => failure)).toEqual([]);
  });

  it('finds nothing wrong with a service that takes its time', async () => {
    expect(await failures({ slowness: 1 })).toEqual([]);
  });

  it('finds nothing wrong with a service that checks signatures by a library', async () => {
    expect(await failures({ isSigned: () => libraryCheck(jwks.url) })).toEqual([]);
  });
});

const library = (forgotten: Parameters<typeof libraryCheck>[1]): Otherwise => ({
  isSigned: () => libraryCheck(jwks.url, forgotten),
});
const used = new Set<unknown>();

/** Services that each do one thing wrong, and the one check that says so. */
const BROKEN: Record<string, [() => Otherwise, string]> = {
  'answers whoever does not sign': [
    () => ({ isSigned: (sound) => async (m) => m.headers.signature === undefined || sound(m) }),
    'refuses what is not signed, whatever it asks',
  ],
  'answers who signs with nonsense': [
    () => ({ isSigned: (sound) => async (m) => m.headers['signature-input'] === 'nonsense' || sound(m) }),
    'refuses a signature that is none',
  ],
  'fails at a signature that is nonsense': [
    () => ({
      isSigned: (sound) => async (m) => {
        if (m.headers['signature-input'] === 'nonsense') throw new Error('unreadable');
        return sound(m);
      },
    }),
    'refuses a signature that is none',
  ],
  'trusts a key that nobody published': [
    () => ({ isSigned: (sound) => async (m) => /a-stranger/.test(`${m.headers['signature-input']}`) || sound(m) }),
    'refuses a key that it does not know',
  ],
  'does not look at the digest': [() => library({ digest: true }), 'refuses a body that is not the one of its digest'],
  'remembers signatures, and not what they signed': [
    () => ({
      isSigned: (sound) => async (m) => {
        const isSigned = used.has(m.headers.signature) || (await sound(m));
        if (isSigned) used.add(m.headers.signature);
        return isSigned;
      },
    }),
    'refuses a signed request that comes again with another body',
  ],
  'does not look for which address it was signed': [
    () => ({
      isSigned: (sound) => async (m) => {
        const urls = [m.url, m.url.replace(/\w+$/, 'verify')];
        return (await Promise.all(urls.map((url) => sound({ ...m, url })))).includes(true);
      },
    }),
    'refuses a signed request that is sent to another address',
  ],
  'believes any date of expiry': [() => library({ age: true }), 'refuses a signature that has expired'],
  'does not ask for the digest to be signed': [
    () => library({ covered: ['content-digest'] }),
    'refuses a signature that covers less than it has to',
  ],
  'does not ask for the idempotency key to be signed': [
    () => library({ covered: ['idempotency-key'] }),
    'refuses a signature that covers less than it has to',
  ],
  'takes a signature that was made for something else': [
    () => library({ tag: true }),
    'refuses a signature that was made for something else',
  ],
  'fails at junk': [
    () => ({
      isSigned: (sound) => async (m) => {
        JSON.parse(`${m.body}`);
        return sound(m);
      },
    }),
    'refuses a body that is none of the contract’s',
  ],
  'answers any method': [
    () => ({
      instead: ({ method }, response) => {
        if (method === 'POST') return false;
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
        return true;
      },
    }),
    'refuses other methods and other addresses',
  ],
  'does not know an account that holds nothing': [
    verbs((sound, contacts) => ({
      count(question) {
        if (!contacts.has(question.accountId)) throw new Error('no such account');
        return sound.count(question);
      },
    })),
    'answers zeros, and no errors, for an account that it has never heard of',
  ],
  'says that there is more where there is not': [
    verbs((sound) => ({ count: (question) => ({ ...sound.count(question), atLeast: true }) })),
    'counts, and may stop where it is told to',
  ],
  'exports the first page over and over': [
    verbs((sound) => ({ export: ({ cursor: _, ...question }) => sound.export(question) })),
    'exports everything, page by page',
  ],
  'loses a record between two pages': [
    verbs((sound) => ({
      export(question) {
        const page = sound.export(question);
        return 'records' in page && question.cursor ? { ...page, records: page.records.slice(1) } : page;
      },
    })),
    'exports everything, page by page',
  ],
  'exports more than it is asked for': [
    verbs((sound) => ({ export: ({ accountId }) => sound.export({ accountId, most: 1_000 }) })),
    'exports everything, page by page',
  ],
  'verifies by a note that nothing was ever there': [
    verbs(() => ({ verify: () => ({ held: 0, left: 0 }) })),
    'verifies by looking at what is there',
  ],
  'resumes what the customer had stopped': [
    verbs((sound, contacts) => ({
      resume({ accountId }) {
        const mine = contacts.get(accountId);
        for (const [id, contact] of mine ?? []) mine!.set(id, { ...contact, mailing: 'on' });
        return sound.resume({ accountId });
      },
    })),
    'suspends and resumes, each twice, and is then as it was',
  ],
  'hides an error in a good answer': [
    verbs(() => ({ suspend: () => ({ error: 'busy' }) as object })),
    'suspends and resumes, each twice, and is then as it was',
  ],
  'erases everybody': [
    verbs((sound, contacts) => ({
      erase(question) {
        contacts.get('acme-2')?.clear();
        return sound.erase(question);
      },
    })),
    'leaves another account as it was',
  ],
  'takes what it cannot do for done': [
    verbs((sound) => ({
      erase: (question) => (question.accountId === 'acme' ? { erased: 30 } : sound.erase(question)),
    })),
    'finds nothing left by looking',
  ],
  'erases once, and refuses to be asked again': [
    verbs((sound, contacts) => ({
      erase(question) {
        if (contacts.get(question.accountId)?.size === 0) throw new Error('done already');
        return sound.erase(question);
      },
    })),
    'erases again under the same key, as if for the first time',
  ],
  'forgets an account with its data': [
    verbs((sound, contacts) => ({
      suspend(question) {
        if (contacts.get(question.accountId)?.size === 0) throw new Error('no such account');
        return sound.suspend(question);
      },
    })),
    'answers for the erased account as for one that it has never heard of',
  ],
};

function verbs(change: NonNullable<Otherwise['verbs']>): () => Otherwise {
  return () => ({ verbs: change });
}

describe('the conformance test finds a service that', () => {
  it.each(Object.entries(BROKEN))('%s', async (_, [otherwise, check]) => {
    expect((await failed(otherwise()))[0]).toBe(check);
  });

  const endless: Record<string, (sound: Verbs) => Partial<Verbs>> = {
    'is at it for ever': () => ({ erase: () => ({ retryAfter: 1 }) }),
    'has more for ever': () => ({ erase: () => ({ erased: 1, cursor: 'more' }) }),
    'has more, and removes nothing': () => ({ erase: () => ({ erased: 0, cursor: 'more' }) }),
    'says "ask again" without saying when': () => ({ erase: () => ({ retryAfter: Number.NaN }) }),
  };
  it.each(Object.entries(endless))('%s', async (_, change) => {
    const ofAcme = (sound: Verbs): Partial<Verbs> => ({
      erase: (question) => (question.accountId === 'acme' ? change(sound).erase!(question) : sound.erase(question)),
    });

    expect((await failed({ verbs: ofAcme }, { patience: 1 }))[0]).toBe(
      'erases, until there is no more to be asked for',
    );
  });

  it.each([
    ['text/html', '<p>Welcome</p>'],
    ['application/json', ''],
    ['application/json', '{"count":'],
  ])('answers %s: %s', async (type, body) => {
    const instead: Otherwise['instead'] = ({ url }, response) => {
      if (!url?.endsWith('/count')) return false;
      response.writeHead(200, { 'content-type': type }).end(body);
      return true;
    };

    expect(await failed({ instead })).toContain('counts, and may stop where it is told to');
  });
});
