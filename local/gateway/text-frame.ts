import { isUtf8 } from 'node:buffer';

/** The frame of a text is whole, and is not masked: a server's never is. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
const FINAL_TEXT = 0x81;
const MAX_SHORT = 125;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;
const MAX_IN_2_BYTES = 0xffff;

function headerOf(length: number): Buffer {
  if (length <= MAX_SHORT) return Buffer.of(FINAL_TEXT, length);
  if (length <= MAX_IN_2_BYTES) {
    const header = Buffer.of(FINAL_TEXT, LENGTH_IN_2_BYTES, 0, 0);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.concat([Buffer.of(FINAL_TEXT, LENGTH_IN_8_BYTES), Buffer.alloc(8)]);
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}

/** The message as a server sends it, in one piece. What is no UTF-8 is replaced, as a client could not read it. */
export function textFrame(message: Buffer): Buffer {
  const text = isUtf8(message) ? message : Buffer.from(message.toString('utf8'));
  return Buffer.concat([headerOf(text.length), text]);
}
