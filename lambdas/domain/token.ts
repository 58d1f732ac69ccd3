import { createHash } from 'node:crypto';

/** SHA-256 of a link's token, hex: the only form in which it is stored. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
