/**
 * None of the operations that a function sends streams events. In a bundle this stands in for the SDK's part that reads
 * and writes such streams (`lib/constructs/esbuild-options.ts`).
 */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

/** @throws always, for whoever comes to send such an operation after all */
export function eventStreamSerdeProvider(): never {
  throw new Error('event streams are left out of the bundles: see lib/constructs/esbuild-options.ts');
}
