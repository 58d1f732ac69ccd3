/** How S3 answers. */
export const XML = { 'content-type': 'application/xml' };

type XmlValue = string | number | boolean | XmlTree | undefined;
/** Elements by their names; a list is one element after another, and what is undefined is left out. */
export interface XmlTree {
  readonly [name: string]: XmlValue | readonly XmlValue[];
}

/** A document in S3's namespace. */
export const xml = (root: string, tree: XmlTree): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${root === 'Error' ? '' : ` xmlns="${NAMESPACE}"`}>${elements(tree)}</${root}>`;

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** What is in a document, without its root. */
export function elements(tree: XmlTree): string {
  return Object.entries(tree)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each) => element(name, each as XmlValue)))
    .join('');
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  return `<${name}>${typeof value === 'object' ? elements(value) : escaped(String(value))}</${name}>`;
}

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** S3 writes even those characters as references that XML 1.0 does not know. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a key may have them
const SPECIAL = /[&<>"'\x00-\x1f\x7f\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text.replace(SPECIAL, (char) => NAMED[char] ?? `&#x${char.codePointAt(0)!.toString(16)};`);
