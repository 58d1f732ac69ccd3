/** The parts of a raw mail that a reader sees. */
export interface ReadMail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Headers = ReadonlyMap<string, string>;

/** Reads a raw mail as the mail programs do that matter here: one text and one HTML part, at any depth. */
export function readMime(raw: Buffer): ReadMail {
  const { headers, body } = split(raw.toString('latin1'));
  const parts = leaves(headers, body);
  const of = (type: string) => parts.find((part) => part.type === type)?.content ?? '';
  return {
    from: headers.get('from') ?? '',
    subject: decodedWords(headers.get('subject') ?? ''),
    text: of('text/plain'),
    html: of('text/html'),
  };
}

function split(entity: string): { headers: Headers; body: string } {
  const [head = '', body = ''] = entity.split(/\r?\n\r?\n([\s\S]*)/, 2);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const headers = new Map(lines.map((line) => [nameOf(line), line.slice(line.indexOf(':') + 1).trim()] as const));
  return { headers, body };
}

const nameOf = (line: string): string => line.slice(0, line.indexOf(':')).toLowerCase();

function leaves(headers: Headers, body: string): { type: string; content: string }[] {
  const contentType = headers.get('content-type') ?? 'text/plain';
  const [, boundary] = /boundary="?([^";]+)"?/i.exec(contentType) ?? [];
  if (boundary) {
    const entities = body.split(`--${boundary}`).slice(1, -1);
    return entities.flatMap((entity) => {
      const part = split(entity.replace(/^\r?\n/, '').replace(/\r?\n$/, ''));
      return leaves(part.headers, part.body);
    });
  }
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  return [{ type, content: decoded(body, headers.get('content-transfer-encoding') ?? '').toString('utf8') }];
}

function decoded(body: string, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64');
  if (/quoted-printable/i.test(encoding)) return quotedPrintable(body.replaceAll(/=\r?\n/g, ''));
  return Buffer.from(body, 'latin1');
}

function quotedPrintable(text: string): Buffer {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** RFC 2047: `=?UTF-8?B?…?=` in a header. */
function decodedWords(header: string): string {
  const joined = header.replaceAll(/\?=\s+=\?/g, '?==?');
  return joined.replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, encoding: string, text: string) =>
    (encoding.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64')
      : quotedPrintable(text.replaceAll('_', ' '))
    ).toString(),
  );
}
