import type { JWK } from 'jose';
import type { LocalAccount } from '../platform.ts';
import type { User } from './claims.ts';

/** What the sign-in's thread is started with. */
export interface SignInData {
  readonly url: string;
  readonly signingKey: JWK;
  readonly audience: string;
  readonly web: string;
}

/** What the thread says: where it listens, that a user is signed out, or what it has to know of the platform. */
export type Report = { readonly port: number } | { readonly signedOut: number } | Question;

export type Question =
  | { readonly id: number; readonly ask: 'accounts' }
  | { readonly id: number; readonly ask: 'user'; readonly userId: string };

/** What the thread is told: the answer to what it asked, or whose sessions to end. */
export type Message = Reply | { readonly signOut: string; readonly id: number };

/** The answer to what it asked. */
export interface Reply {
  readonly id: number;
  readonly accounts?: readonly LocalAccount[];
  readonly user?: User | undefined;
}

/** The header that says how far the local clock is from the wall's, in milliseconds. */
export const OFFSET_HEADER = 'x-local-offset';
