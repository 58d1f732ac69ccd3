/** What is changed, and the tests that have to see it: those of the room itself, in one process and quick. */
export const ROOMS = {
  domain: {
    mutate: ['lambdas/domain/**/*.ts'],
    // Without the walk through all states, which takes seconds: too long to be done thousands of times.
    tests: ['test/domain/**/!(closure).test.ts'],
  },
  app: {
    mutate: ['lambdas/app/**/*.ts'],
    tests: ['test/{app,events}/**/*.test.ts', 'test/http/{api,exports,public-api}.test.ts'],
  },
  store: {
    mutate: ['lambdas/adapters/{by-field,dynamo-*,stored-*}.ts'],
    tests: ['test/adapters/{stored-*,accounts,due-items,pause,scheduled-accounts,tellings}.test.ts'],
  },
} as const;

export type Room = keyof typeof ROOMS;

/** The room that this process is about. */
export const room = (process.env.MUTATED_ROOM ?? 'domain') as Room;
