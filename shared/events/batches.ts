import { MAX_BODY_BYTES } from './routes.ts';

/** SQS takes ten messages in a call, and no more bytes than one message may have. */
const MAX_MESSAGES = 10;

/** Splits into calls, keeping the order. */
export const inBatches = <M extends { readonly body: string }>(messages: readonly M[]): readonly (readonly M[])[] => {
  const batches: M[][] = [];
  let current: M[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.body);
    if (current.length > 0 && (current.length === MAX_MESSAGES || bytes + size > MAX_BODY_BYTES)) {
      batches.push(current);
      current = [];
      bytes = 0;
    }
    current.push(message);
    bytes += size;
  }
  return current.length > 0 ? [...batches, current] : batches;
};
