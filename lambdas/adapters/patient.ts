/** A client's options while an archive is made: what fails for good has all of it made again, so it is tried for longer. */
export const PATIENT = { maxAttempts: 6 };
