import type { ApiResponse, StreamedBody } from './output.ts';

type Headers = Readonly<Record<string, string>>;

export const ok = (body: unknown, headers: Headers = {}): ApiResponse => ({ status: 200, body, headers });
export const created = (body: unknown, headers: Headers = {}): ApiResponse => ({ status: 201, body, headers });
/** Nobody in between may collect, compress or store what is sent as it comes; `X-Accel-Buffering` is nginx's own. */
const STREAM_HEADERS = { 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' };

/** A response whose body is streamed. */
export const streamed = (stream: StreamedBody, contentType: string): ApiResponse => ({
  status: 200,
  stream,
  contentType,
  headers: STREAM_HEADERS,
});
export const notModified = (headers: Headers): ApiResponse => ({ status: 304, headers });

/** `Vary` of what is in the reader's language and says what they may do: a browser that two people use mixes nothing up. */
export const BY_READER = 'Authorization, Accept-Language';

/** An order's version as its entity tag. */
export const etagOf = (order: { readonly version: number }): string => `"${order.version}"`;
