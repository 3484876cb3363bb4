import { describe, expect, it } from 'vitest';
import { createFrameMeter } from '../../../local/gateway/frame-meter.ts';

describe('the frame meter', () => {
  const frame = (size: number): Buffer => {
    const length = size < 126 ? Buffer.from([0x80 | size]) : Buffer.from([0xfe, size >> 8, size & 0xff]);
    return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4 + size)]);
  };
  it('follows frames in pieces of any size', () => {
    const stream = Buffer.concat([frame(10), frame(1000), frame(0), frame(300)]);
    for (const piece of [1, 2, 3, 7, 1000, stream.length]) {
      const meter = createFrameMeter(1000);
      for (let at = 0; at < stream.length; at += piece) expect(meter.feed(stream.subarray(at, at + piece))).toBe(false);
      expect(meter.feed(frame(1001))).toBe(true);
    }
  });
});
