import type { Adapter, AdapterPayload } from 'oidc-provider';

export interface Store {
  readonly adapter: (model: string) => Adapter;
  /** Forgets the sessions, codes and grants of a user. */
  signOut(userId: string): void;
}

/** Where the provider keeps sessions, codes and grants: in memory, as long as it runs. */
export function createStore(): Store {
  const kept = new Map<string, AdapterPayload>();

  const adapter = (model: string): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`;
    const find = async (id: string) => kept.get(keyOf(id));
    const isOurs = (key: string) => key.startsWith(keyOf(''));
    const first = (matches: (payload: AdapterPayload) => boolean) =>
      [...kept].find(([key, payload]) => isOurs(key) && matches(payload))?.[1];
    return {
      find,
      findByUid: async (uid) => first((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => first((payload) => payload.userCode === userCode),
      async upsert(id, payload) {
        kept.set(keyOf(id), payload);
      },
      async consume(id) {
        const payload = await find(id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        kept.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, payload] of kept) if (isOurs(key) && payload.grantId === grantId) kept.delete(key);
      },
    };
  };

  return {
    adapter,
    signOut(userId) {
      for (const [key, { accountId }] of kept) if (accountId === userId) kept.delete(key);
    },
  };
}
