import { S3Error } from './errors.ts';

/** An element of a document that was sent. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<(?<close>\/?)(?<name>[A-Za-z_][\w.-]*)(?<rest>[^<>]*)>|(?<text>[^<]+)|(?<bad><)/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** What XML 1.0 cannot carry, neither as it is nor by reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const ILLEGAL = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

type Open = { readonly name: string; readonly children: XmlElement[]; text: string };

/** Reads a document with this root. @throws S3Error MalformedXML */
export function readXml(body: Buffer, root: string): XmlElement {
  const top: Open = { name: '', children: [], text: '' };
  const open = [top];
  for (const { groups } of body.toString().matchAll(TOKEN)) {
    const { name, close, rest = '', text, bad } = groups!;
    const here = open.at(-1)!;
    if (bad) throw new S3Error('MalformedXML');
    if (text) here.text += unescaped(text);
    if (!name) continue;
    if (close) end(open, name);
    else {
      const element: Open = { name, children: [], text: '' };
      here.children.push(element);
      if (!rest.endsWith('/')) open.push(element);
    }
  }
  const [document] = top.children;
  if (open.length > 1 || document?.name !== root || top.children.length > 1) throw new S3Error('MalformedXML');
  return document;
}

function end(open: Open[], name: string): void {
  if (open.length < 2 || open.pop()!.name !== name) throw new S3Error('MalformedXML');
}

function unescaped(text: string): string {
  const plain = text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));?/gi,
    (_all, hex?: string, decimal?: string, name = '') => {
      if (hex || decimal) return character(Number.parseInt(hex ?? decimal!, hex ? 16 : 10));
      return ENTITIES[name] ?? character(0);
    },
  );
  if (ILLEGAL.test(plain)) throw new S3Error('MalformedXML');
  return plain;
}

const character = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\0');

/** The text of the one child of this name, if there is one. */
export const textOf = ({ children }: XmlElement, name: string): string | undefined =>
  children.find((child) => child.name === name)?.text;

/** The text of a child that has to be there. @throws S3Error MalformedXML */
export function neededText(element: XmlElement, name: string): string {
  const text = textOf(element, name);
  if (!text) throw new S3Error('MalformedXML');
  return text;
}

/** The children of this name. */
export const childrenOf = ({ children }: XmlElement, name: string): XmlElement[] =>
  children.filter((child) => child.name === name);
