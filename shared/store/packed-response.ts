import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { IdempotencyCompletion } from '../orders/use-cases/order-store.ts';

type Response = IdempotencyCompletion['response'];

/** As it lies in the table: a response of an order is some kilobytes, and each costs twice in the order's transaction. */
export type PackedResponse = Omit<Response, 'body'> & ({ readonly packed: Uint8Array } | { readonly body: string });

/** Below it, it costs one unit as it is. */
const MIN_CHARACTERS = 500;
/** A response is made once and hardly ever asked for again: quick, and a third of the size. */
const QUALITY = 4;

export const packed = (response: Response): PackedResponse => {
  const { body, ...rest } = response;
  if (body.length < MIN_CHARACTERS) return response;
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY };
  return { ...rest, packed: brotliCompressSync(body, { params }) };
};

/** Earlier versions stored all of them as they are. */
export const unpacked = (stored: PackedResponse): Response => {
  if ('body' in stored) return stored;
  const { packed: bytes, ...rest } = stored;
  return { ...rest, body: brotliDecompressSync(bytes).toString('utf8') };
};
