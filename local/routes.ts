import { givenSignIn, pageConfig } from '../lib/constructs/sign-in.ts';
import { createControl } from './control.ts';
import { createGateway } from './gateway.ts';
import { createMailPage } from './mail-page.ts';
import { createPage } from './page.ts';
import type { HttpHandler } from './server.ts';
import type { Parts } from './system.ts';

/** Everything that the local run answers: by the first step of the path, and the settings page for the rest. */
export function routes(parts: Parts): HttpHandler {
  const { url, issuer, signIn, template, files } = parts;
  const { audience } = issuer;
  const given = givenSignIn({ issuer: issuer.url, audience: [audience], clientId: audience });
  const below = new Map([
    ['api', createGateway({ ...parts, keys: issuer.keys, base: '/api' })],
    ['_local', createControl(parts)],
    ['_issuer', signIn.handle],
    ['_mail', createMailPage(parts)],
  ]);
  const page = createPage({ files, page: template.page!, config: pageConfig(given, `${url}/api`) });
  return (request) => (below.get(request.path.split('/')[1] ?? '') ?? page)(request);
}
