/** What Windows, macOS or a ZIP cannot have in a name; and what looks as if it had been replaced here. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a key may have them
const AWKWARD = /[\x00-\x1f\x7f<>:"|?*\\\ufffe\uffff]|%(?=[0-9A-F]{2})|[. ]$|^\.{1,2}$/gi;
/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A path that can be unpacked everywhere, a different one for each key: what cannot stand in a name is written as `%` and
 * the hexadecimal digits of its bytes.
 */
export const portablePath = (key: string): string => key.split('/').map(portable).join('/');

// Nothing between two slashes is no name at all.
const portable = (name: string): string =>
  name === ''
    ? '%2F'
    : name.replace(AWKWARD, encoded).replace(DEVICE, (device) => encoded(device[0]!) + device.slice(1));

const encoded = (text: string): string => Buffer.from(text).toString('hex').toUpperCase().replace(/../g, '%$&');
