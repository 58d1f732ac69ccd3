import type { Holding, Look } from '../../lambdas/app/holding.ts';

/** What an account holds, in little. */
export interface Belongings {
  members: number;
  readonly numbers: string[];
  /** Every release that the carrier carried out. */
  readonly released: string[];
  campaigns: number;
  suspended: boolean;
  fenced: boolean;
  contacts: number;
  usage: number;
}

const CONTACTS = 3;
const CONTACTS_A_SLICE = 2;

let lastNumber = 0;
const newNumber = () => `+4930${++lastNumber}`;

export const belongings = (): Belongings => ({
  members: 2,
  numbers: [newNumber(), newNumber()],
  released: [],
  campaigns: 1,
  suspended: false,
  fenced: false,
  contacts: CONTACTS,
  usage: 4,
});

/** A call to a store of what accounts hold: it may be held, and it may fail. */
export type Call = <T>(effect: () => T) => Promise<T>;

/** The holdings of all accounts. `dying` is told before anything goes for good. */
export function holdings(
  of: (accountId: string) => Belongings,
  call: Call,
  dying: (accountId: string) => void,
): Holding[] {
  const plain = {
    count: async () => ({ count: 0 }),
    async *export() {
      yield { records: [{}] };
    },
    suspend: async () => {},
    resume: async () => {},
  };
  const taking = (accountId: string, take: (it: Belongings) => number) =>
    call(() => {
      dying(accountId);
      return take(of(accountId));
    });
  const setting = (accountId: string, to: Pick<Belongings, 'suspended'>) =>
    call(() => {
      Object.assign(of(accountId), to);
    });
  return [
    {
      ...plain,
      name: 'members',
      outcome: 'erase',
      erase: async (accountId) => ({ erased: await taking(accountId, (it) => emptied(it, 'members')) }),
    },
    { ...plain, name: 'numbers', outcome: 'release', erase: (accountId) => release(accountId) },
    {
      ...plain,
      name: 'campaigns',
      outcome: 'terminate',
      suspend: (accountId) => setting(accountId, { suspended: true }),
      resume: (accountId) => setting(accountId, { suspended: false }),
      async fence(accountId) {
        await taking(accountId, (it) => {
          it.fenced = true;
          return 0;
        });
      },
      erase: async (accountId) => ({ erased: await taking(accountId, (it) => emptied(it, 'campaigns')) }),
    },
    {
      ...plain,
      name: 'contacts',
      outcome: 'erase',
      async erase(accountId) {
        const erased = await taking(accountId, (it) => {
          const taken = Math.min(it.contacts, CONTACTS_A_SLICE);
          it.contacts -= taken;
          return taken;
        });
        return { erased, ...(of(accountId).contacts > 0 && { cursor: {} }) };
      },
    },
    {
      ...plain,
      name: 'usage',
      outcome: 'retain',
      retention: { ground: 'Tax law', years: 10 },
      erase: async (accountId) => ({ erased: await taking(accountId, () => 0) }),
      expire: async (accountId) => ({ erased: await taking(accountId, (it) => emptied(it, 'usage')) }),
    },
  ];

  /** As a carrier's numbers go: listed first, then given back one by one; one that is not there any more is. */
  async function release(accountId: string) {
    const listed = await call(() => [...of(accountId).numbers]);
    let erased = 0;
    for (const number of listed) {
      erased += await taking(accountId, ({ numbers, released }) => {
        if (!numbers.includes(number)) return 0;
        released.push(...numbers.splice(numbers.indexOf(number), 1));
        return 1;
      });
    }
    return { erased };
  }
}

function emptied(it: Belongings, what: 'members' | 'campaigns' | 'usage'): number {
  const had = it[what];
  it[what] = 0;
  return had;
}

/** What somebody else sees who looks at the same stores. */
export function looks(of: (accountId: string) => Belongings, call: Call): Map<string, Look> {
  const gone = (count: (it: Belongings) => number): Look => {
    return (accountId) => call(() => ({ held: count(of(accountId)), left: count(of(accountId)) }));
  };
  return new Map([
    ['members', gone(({ members }) => members)],
    ['numbers', gone(({ numbers }) => numbers.length)],
    ['campaigns', gone(({ campaigns }) => campaigns)],
    ['contacts', gone(({ contacts }) => contacts)],
    ['usage', (accountId) => call(() => ({ held: of(accountId).usage, left: 0 }))],
  ]);
}

/** Whether nothing is left but what is kept. */
export const isBare = ({ members, numbers, campaigns, contacts }: Belongings): boolean =>
  members + numbers.length + campaigns + contacts === 0;
