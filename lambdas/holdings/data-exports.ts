import { exportsFolder } from '../app/archive-keys.ts';
import type { ObjectsSpec } from './spec.ts';

/** The archives of an account's data exports: erased and verified like any holding, though no adopter declares them. */
export const dataExports = (bucket: string): ObjectsSpec => ({
  kind: 'objects',
  name: 'data-exports',
  outcome: 'erase',
  bucket,
  prefix: exportsFolder('{accountId}'),
});
