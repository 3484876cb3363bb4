/** Follows the frame headers of a client's WebSocket stream and says when a frame is larger than allowed. */
export interface FrameMeter {
  /** `true` once a frame of this stream was too large. */
  feed(chunk: Buffer): boolean;
}

const MASK_BYTES = 4;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

/**
 * The WebSocket library joins frames to messages and does not expose the frames, while API Gateway has a limit for
 * each. https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export function createFrameMeter(maxBytes: number): FrameMeter {
  let header = Buffer.alloc(0);
  let payloadLeft = 0;
  let isExceeded = false;
  return {
    feed: (chunk) => {
      let rest = chunk;
      while (rest.length > 0 && !isExceeded) {
        if (payloadLeft > 0) {
          const skipped = Math.min(payloadLeft, rest.length);
          payloadLeft -= skipped;
          rest = rest.subarray(skipped);
          continue;
        }
        header = Buffer.concat([header, rest]);
        const frame = readHeader(header);
        if (frame === undefined) break;
        rest = header.subarray(frame.headerBytes);
        header = Buffer.alloc(0);
        payloadLeft = frame.payloadBytes;
        isExceeded = frame.payloadBytes > maxBytes;
      }
      return isExceeded;
    },
  };
}

function readHeader(bytes: Buffer): { readonly headerBytes: number; readonly payloadBytes: number } | undefined {
  if (bytes.length < 2) return undefined;
  const second = bytes.readUInt8(1);
  const maskBytes = (second & 0x80) === 0 ? 0 : MASK_BYTES;
  const short = second & 0x7f;
  const extraBytes = short === LENGTH_IN_2_BYTES ? 2 : short === LENGTH_IN_8_BYTES ? 8 : 0;
  const headerBytes = 2 + extraBytes + maskBytes;
  if (bytes.length < headerBytes) return undefined;
  if (extraBytes === 2) return { headerBytes, payloadBytes: bytes.readUInt16BE(2) };
  if (extraBytes === 8) return { headerBytes, payloadBytes: Number(bytes.readBigUInt64BE(2)) };
  return { headerBytes, payloadBytes: short };
}
