import { hash } from 'node:crypto';

/** How much of the account's hash goes before a token's random part: enough to tell accounts apart by. */
const TAG_LENGTH = 6;

/**
 * What a link's token begins with, so that the page can say that a link is for another account without asking the API:
 * the beginning of the id's SHA-256 in base64url. It is a part of the token, since whoever reads links by a pattern of
 * their own would take a field behind the token for more of it.
 */
export const accountTag = (accountId: string): string => hash('sha256', accountId, 'base64url').slice(0, TAG_LENGTH);

/** SHA-256 of a link's whole token, hex: the only form in which it is stored. */
export const hashOf = (token: string): string => hash('sha256', token);
