import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { clientTypes } from './client-types.ts';
import { openApiDocument } from './document.ts';
import { eventsDocument } from './events.ts';
import { serviceDocument } from './service-document.ts';

/** Where the documents and the types of a client are kept; all are committed, and a test holds them to their source. */
export const FILES = {
  document: 'api/openapi.json',
  types: 'web/api-types.ts',
  contract: 'api/service-contract.json',
  events: 'api/events.json',
};

/** What the files have to say, before the formatter. */
export function generated() {
  const document = openApiDocument();
  return {
    document: `${JSON.stringify(document, null, 2)}\n`,
    types: `// Made from api/openapi.json by \`npm run openapi\`.\n\n${clientTypes(document)}`,
    contract: `${JSON.stringify(serviceDocument(), null, 2)}\n`,
    events: `${JSON.stringify(eventsDocument(), null, 2)}\n`,
  };
}

if (import.meta.main) {
  const { document, types, contract, events } = generated();
  writeFileSync(FILES.document, document);
  writeFileSync(FILES.types, types);
  writeFileSync(FILES.contract, contract);
  writeFileSync(FILES.events, events);
  execFileSync('biome', ['format', '--write', ...Object.values(FILES)], { stdio: 'inherit' });
}
