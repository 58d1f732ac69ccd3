import type { Answer } from './answer.ts';
import type { PathParameters } from './public-api.ts';

/** Answers with the receipt itself: a compact JWS, which never changes, saved by a browser as a file. */
export const receiptRoute =
  (getReceipt: (receiptId: string) => Promise<string>) =>
  async ({ receiptId = '' }: PathParameters): Promise<Answer> => ({
    statusCode: 200,
    headers: {
      'content-type': 'application/jose',
      'content-disposition': 'attachment; filename="receipt.jws"',
      'cache-control': 'public, max-age=31536000, immutable',
    },
    body: await getReceipt(receiptId),
  });
