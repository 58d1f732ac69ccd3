import { readFileSync } from 'node:fs';
import { givenSignIn, pageConfig } from '../lib/constructs/sign-in.ts';
import { createControl } from './control.ts';
import { createGateway } from './gateway.ts';
import { createMailPage } from './mail-page.ts';
import { createPage } from './page.ts';
import { type HttpHandler, json } from './server.ts';
import type { Parts } from './system.ts';

const document = JSON.parse(readFileSync(new URL('../api/openapi.json', import.meta.url), 'utf8'));

/** Everything that the local run answers: by the first step of the path, and the settings page for the rest. */
export function routes(parts: Parts): HttpHandler {
  const { url, issuer, signIn, template, files } = parts;
  const { audience } = issuer;
  const given = givenSignIn({ issuer: issuer.url, audience: [audience], clientId: audience });
  const below = new Map<string, HttpHandler>([
    ['api', createGateway({ ...parts, keys: issuer.keys, base: '/api' })],
    ['_local', createControl(parts)],
    ['_issuer', signIn.handle],
    ['_mail', createMailPage(parts)],
    ['openapi.json', () => json(200, document)],
  ]);
  const page = createPage({ files, page: template.page!, config: pageConfig(given, `${url}/api`) });
  return (request) => (below.get(request.path.split('/')[1] ?? '') ?? page)(request);
}
