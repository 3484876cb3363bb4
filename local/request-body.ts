import type { IncomingMessage } from 'node:http';

/** The whole body of a request; one of more bytes is refused with the error of `tooLarge`. */
export const readBody = async (
  request: IncomingMessage,
  maxBytes: number,
  tooLarge: () => Error = () => new RangeError(`The body is larger than ${maxBytes} bytes`),
): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
