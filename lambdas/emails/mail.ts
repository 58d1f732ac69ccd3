/** A mail as a list of blocks: HTML and text come from the one source. */
export type Block =
  | { readonly paragraph: string }
  | { readonly button: string; readonly href: string }
  /** Something to be copied letter by letter. */
  | { readonly code: string }
  | { readonly small: string };

export interface Content {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Renders the blocks under a heading; everything is escaped, and nothing is loaded from anywhere. */
export function mail(subject: string, blocks: readonly Block[]): Content {
  return { subject, text: `${[subject, ...blocks.map(asText)].join('\n\n')}\n`, html: page(subject, blocks) };
}

function asText(block: Block): string {
  if ('button' in block) return `${block.button}:\n${block.href}`;
  if ('code' in block) return block.code;
  return 'paragraph' in block ? block.paragraph : block.small;
}

function asHtml(block: Block): string {
  if ('paragraph' in block) return `<p>${escaped(block.paragraph)}</p>`;
  if ('small' in block) return `<p class="small">${escaped(block.small)}</p>`;
  if ('code' in block) return `<p class="code">${escaped(block.code)}</p>`;
  const href = escaped(block.href);
  return `<p><a class="button" href="${href}">${escaped(block.button)}</a></p><p class="small">${href}</p>`;
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #ffffff; }
main { max-width: 560px; margin: 0 auto; }
h1 { font-size: 20px; line-height: 1.3; }
.button { display: inline-block; padding: 12px 20px; border-radius: 6px; color: #ffffff; background: #b3261e;
  text-decoration: none; font-weight: 600; }
.code { font: 18px/1.5 ui-monospace, monospace; letter-spacing: 1px; }
.small { font-size: 13px; color: #5c5c5c; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  body { color: #ececec; background: #161616; }
  .small { color: #b0b0b0; }
}`;

const page = (subject: string, blocks: readonly Block[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
<style>${STYLE}
</style>
</head>
<body>
<main>
<h1>${escaped(subject)}</h1>
${blocks.map(asHtml).join('\n')}
</main>
</body>
</html>
`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** A moment as people read it where their zone is not known. By hand: the first formatter of `Intl` takes 12 ms to make. */
export function moment(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${Number(day)} ${month} ${year} at ${time!.slice(0, 5)} UTC`;
}
