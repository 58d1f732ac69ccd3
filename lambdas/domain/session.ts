/** Who asks: read from the claims of a verified token, and from nowhere else. */
export interface Session {
  readonly accountId: string;
  readonly userId: string;
  readonly role: 'owner' | 'member';
  /** The verified address; null without one. */
  readonly email: string | null;
  /** When they signed in; null where the token does not say, or says nonsense. */
  readonly authenticatedAt: Date | null;
}
