import type { Code } from './answers.ts';

/** One route of the API, as the document tells of it. */
interface Told {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  /** What it can refuse, beside what every route can. */
  readonly refuses: readonly Code[];
}

/** A variable of the path, and the pattern of what is ever found by it. */
export interface Variable {
  readonly name: string;
  readonly pattern: string;
}

/** One that asks for a session. */
export interface Operation extends Told {
  readonly variable?: Variable;
  readonly body?: 'Confirmation';
  readonly answer: readonly [status: number, schema: 'Account' | 'Preview' | 'Export' | 'Exports'];
}

/** One that anyone may use. */
export interface OpenOperation extends Told {
  readonly variable?: Variable;
  readonly answer: readonly [type: string, schema: 'Receipt' | 'Keys'];
}

const CHANGES: readonly Code[] = ['invalid-request', 'deletion-in-progress'];

/** The routes that ask for a session: path, method. */
export const OPERATIONS: Record<string, Record<string, Operation>> = {
  '/account': {
    get: {
      id: 'getAccount',
      summary: 'The account as it stands',
      description: 'For the owner and the members.',
      answer: [200, 'Account'],
      refuses: ['invalid-request'],
    },
  },
  '/account/deactivation': {
    put: {
      id: 'deactivateAccount',
      summary: 'Suspend what runs by itself, and keep everything',
      description: 'For the owner. At most 5 changes an hour; deactivating twice changes nothing.',
      answer: [200, 'Account'],
      refuses: [...CHANGES, 'too-many-requests'],
    },
    delete: {
      id: 'reactivateAccount',
      summary: 'Resume what was suspended',
      description: 'For the owner. At most 5 changes an hour; reactivating an active account changes nothing.',
      answer: [200, 'Account'],
      refuses: [...CHANGES, 'too-many-requests'],
    },
  },
  '/account/deletion/preview': {
    get: {
      id: 'previewDeletion',
      summary: 'What a deletion would take, and what it would leave',
      description: 'For the owner. Counting stops at 10,000.',
      answer: [200, 'Preview'],
      refuses: ['invalid-request'],
    },
  },
  '/account/deletion': {
    post: {
      id: 'requestDeletion',
      summary: 'Ask for the deletion: mails a confirmation link, and changes nothing else',
      description:
        'For the owner, signed in within the last 15 minutes with a verified e-mail address. Asking again kills the ' +
        'older link. Once a minute, and at most 5 times an hour.',
      answer: [202, 'Account'],
      refuses: [
        ...CHANGES,
        'deletion-already-scheduled',
        'reauthentication-required',
        'email-unverified',
        'too-many-requests',
        'mail-unavailable',
      ],
    },
    delete: {
      id: 'cancelDeletion',
      summary: 'Cancel: the request, or the deletion within its seven days',
      description: 'For the owner, until the purge begins. With nothing to cancel it changes nothing.',
      answer: [200, 'Account'],
      refuses: CHANGES,
    },
  },
  '/account/deletion/confirmation': {
    post: {
      id: 'confirmDeletion',
      summary: 'Confirm with the token of the mailed link: seven days begin',
      description: 'For the owner who asked. Confirming again answers the same dates.',
      body: 'Confirmation',
      answer: [200, 'Account'],
      refuses: [...CHANGES, 'token-invalid', 'token-cancelled', 'token-expired'],
    },
  },
  '/account/exports': {
    post: {
      id: 'requestExport',
      summary: 'Ask for a copy of all data that the account holds',
      description:
        'For the owner, until the purge begins. It is prepared in the background; while it is, asking again answers the ' +
        'same one. At most 3 in 24 hours.',
      answer: [202, 'Export'],
      refuses: [...CHANGES, 'too-many-requests'],
    },
    get: {
      id: 'listExports',
      summary: 'The copies that were asked for, the newest first',
      description: 'For the owner. Those that are ready have fresh URLs, good for 15 minutes, in each answer.',
      answer: [200, 'Exports'],
      refuses: ['invalid-request'],
    },
  },
  '/account/exports/{exportId}': {
    get: {
      id: 'getExport',
      summary: 'One of them',
      description: 'For the owner. Seven days after it was ready, its archives are gone and it is not found any more.',
      variable: { name: 'exportId', pattern: '^[0-9a-f-]{36}$' },
      answer: [200, 'Export'],
      refuses: ['invalid-request', 'not-found'],
    },
  },
};

/** The routes that anyone may use, all of them by GET. */
export const OPEN_OPERATIONS: Record<string, OpenOperation> = {
  '/receipts/{receiptId}': {
    id: 'getReceipt',
    summary: 'The receipt of a deleted account',
    description:
      'For whoever has its id, which the last mail to the owner holds. A compact JWS that never changes; it names the ' +
      'key that signed it by its `kid`.',
    variable: { name: 'receiptId', pattern: '^[A-Za-z0-9_-]{43}$' },
    answer: ['application/jose', 'Receipt'],
    refuses: ['not-found'],
  },
  '/.well-known/jwks.json': {
    id: 'getKeys',
    summary: 'The public keys that signatures of the service can be checked with',
    description: 'A JWK Set (RFC 7517). Keys that no longer sign stay in it.',
    answer: ['application/jwk-set+json', 'Keys'],
    refuses: [],
  },
};
