/** Bytes of text that fit into one encoded word of 75 characters (RFC 2047), in Base64. */
const WORD_BYTES = 45;

/** An address with a name, as it stands in a mail's `From` (RFC 5322). */
export function mailbox({ name, address }: { readonly name: string; readonly address: string }): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what it asks for
  const plain = /^[\x00-\x7f]*$/.test(name);
  return `${plain ? `"${name.replace(/["\\]/g, '\\$&')}"` : encodedWords(name)} <${address}>`;
}

function encodedWords(text: string): string {
  const words = [''];
  for (const character of text) {
    const longer = words.at(-1) + character;
    if (Buffer.byteLength(longer) <= WORD_BYTES) words[words.length - 1] = longer;
    else words.push(character);
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
