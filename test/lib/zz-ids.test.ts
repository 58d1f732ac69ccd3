import { test } from 'vitest';
import { resourcesOf, synthesized } from './synthesized.ts';
test('x', () => { console.log(Object.entries(resourcesOf(synthesized().state)).map(([id, { Type }]) => `      '${Type} ${id}',`).join('\n')); });
