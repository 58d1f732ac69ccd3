/** Fields of a record of the demo platform, without its key. */
export type Fields = Readonly<Record<string, string | number | boolean>>;

const FIRST_NAMES = ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Gus', 'Hana', 'Ivo', 'June', 'Kai', 'Lena'];
const LAST_NAMES = ['Abel', 'Brandt', 'Costa', 'Dahl', 'Evers', 'Fuchs', 'Grau', 'Holm', 'Ihle', 'Jansen', 'Krause'];
const OUTCOMES = ['answered', 'voicemail', 'no-answer', 'appointment'];

const of = (list: readonly string[], n: number): string => list[n % list.length]!;
const personOf = (n: number): string => `${of(FIRST_NAMES, n)} ${of(LAST_NAMES, n)}`;
const numberOf = (n: number): string => `+1556${String(3_000_000 + n)}`;

/** What the `n`th record of a holding says; `at` is its own time, ISO 8601. */
export type RecordOf = (n: number, at: string, accountName: string) => Fields;

/** By the name of the holding in the data map; others of an adopter's get a note. */
export const DEMO_RECORDS: Readonly<Record<string, RecordOf>> = {
  profile: (_n, at, name) => ({
    name,
    website: 'https://www.example.com',
    plan: 'growth',
    webhookSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    createdAt: at,
  }),
  members: (n, at) => ({ name: personOf(n), joinedAt: at }),
  'phone-numbers': (_n, at) => ({ country: 'US', leasedAt: at }),
  campaigns: (n, at) => ({ name: `Campaign ${n + 1}`, script: `Hello, this is ${personOf(n)}.`, startedAt: at }),
  schedules: (n) => ({ name: `Every working day at ${8 + (n % 10)}`, timeZone: 'Europe/Berlin' }),
  contacts: (n, at) => ({
    name: personOf(n),
    phoneNumber: numberOf(n),
    email: `${personOf(n).toLowerCase().replace(' ', '.')}.${n}@example.net`,
    addedAt: at,
  }),
  calls: (n, at) => ({
    contactName: personOf(n),
    destination: numberOf(n),
    startedAt: at,
    seconds: 20 + ((n * 37) % 400),
    outcome: of(OUTCOMES, n),
    summary: `${personOf(n)} asked to be called again.`,
  }),
  usage: (n, at) => ({
    type: 'call',
    period: at.slice(0, 7),
    quantity: 60 * (n + 1),
    amount: (0.05 * (n + 1)).toFixed(2),
    currency: 'USD',
    contactName: personOf(n),
    destination: numberOf(n),
  }),
};

/** Of a holding that the demo platform knows nothing of. */
export const noteOf: RecordOf = (n) => ({ note: `Record ${n + 1}` });
