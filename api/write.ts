import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { clientTypes } from './client-types.ts';
import { openApiDocument } from './document.ts';

/** Where the document and the types of a client are kept; both are committed, and a test holds them to their source. */
export const FILES = { document: 'api/openapi.json', types: 'web/api-types.ts' };

/** What the two files have to say, before the formatter. */
export function generated() {
  const document = openApiDocument();
  return {
    document: `${JSON.stringify(document, null, 2)}\n`,
    types: `// Made from api/openapi.json by \`npm run openapi\`.\n\n${clientTypes(document)}`,
  };
}

if (import.meta.main) {
  const { document, types } = generated();
  writeFileSync(FILES.document, document);
  writeFileSync(FILES.types, types);
  execFileSync('biome', ['format', '--write', ...Object.values(FILES)], { stdio: 'inherit' });
}
