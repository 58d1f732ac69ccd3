import { claimCodeFrom, isClaimCode } from '../domain/claim-code.ts';

/** A message code (HMAC-SHA-256, 32 bytes) under a key that nobody can read. */
export type Mac = (message: string) => Promise<Uint8Array>;

/**
 * The code by which a former customer can ask for the final export. It is made of the receipt's id whenever it is needed,
 * and stored nowhere. @throws what the key's keeper said
 */
export const claimCode =
  (mac: Mac) =>
  async (receiptId: string): Promise<string> =>
    claimCodeFrom(await mac(receiptId));

/** Whether a code is the receipt's. It is made again, and compared: what was mailed is too short to be verified by itself. */
export const checkClaimCode =
  (mac: Mac) =>
  async (receiptId: string, typed: string): Promise<boolean> =>
    isClaimCode(await claimCode(mac)(receiptId), typed);
