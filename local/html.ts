import { createHash } from 'node:crypto';
import type { HttpResponse } from './server.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 2rem 1rem; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: 0; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
pre { padding: 0.75rem 1rem; border: 1px solid #8886; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.25rem 1rem 0.25rem 0; vertical-align: top; }
button { display: block; width: 100%; margin: 0.5rem 0; padding: 0.75rem 1rem; font: inherit; text-align: left; }
.quiet { opacity: 0.75; }
a { overflow-wrap: anywhere; }
`;

export interface PageParts {
  readonly status?: number;
  /** Plain text. */
  readonly title: string;
  /** Markup. */
  readonly body: string;
  /** The one script that may run, at the page's end. @default none */
  readonly script?: string;
  /** Where forms may lead. @default 'none' */
  readonly formAction?: "'self'" | "'none'";
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A page for developers: it loads nothing, and runs nothing but what is named. */
export function page({ status = 200, title, body, script, formAction = "'none'" }: PageParts): HttpResponse {
  const sources = [`style-src ${hashOf(STYLE)}`, ...(script ? [`script-src ${hashOf(script)}`] : [])];
  const policy = `default-src 'none'; ${sources.join('; ')}; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
${script ? `<script>${script}</script>\n` : ''}</body>
</html>
`,
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in markup. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
