import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { ProblemError } from '../contract/problem.ts';
import type { SignedRequest } from '../webhooks/webhook-request.ts';

/** Of a body that came compressed, as much: four times what may come uncompressed. */
const MAX_TEXT_BYTES = 1024 * 1024;

const inflaters = (): Readonly<Record<string, typeof gunzipSync>> => ({
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
});

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const uncompressed = ({ headers, rawBody }: SignedRequest): Uint8Array => {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return rawBody;
  const inflate = inflaters()[encoding];
  if (inflate === undefined)
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', `A body in content-encoding ${encoding.slice(0, 40)} is not read`);
  try {
    return inflate(rawBody, { maxOutputLength: MAX_TEXT_BYTES });
  } catch (cause) {
    if (isTooLarge(cause)) throw new ProblemError('PAYLOAD_TOO_LARGE', undefined, {}, { cause });
    throw new ProblemError('MALFORMED_JSON', `The body is not ${encoding}`, {}, { cause });
  }
};

/** `charset=` of the content type, or what the mark at the beginning says: RFC 8259 asks for UTF-8, not all send it. */
const namedCharset = (contentType: string | undefined, bytes: Uint8Array): string => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
};

const decoderOf = (charset: string): TextDecoder => {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch (cause) {
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', `The charset ${charset.slice(0, 40)} is not known`, {}, { cause });
  }
};

/**
 * The text of a carrier's webhook, in whatever form it came: compressed by a proxy, in UTF-16, or in Windows-1252, which
 * holds Latin 1 and is what bytes are that claim to be UTF-8 and are not. Its proof was of the bytes as they came.
 *
 * @throws ProblemError `UNSUPPORTED_MEDIA_TYPE`, `PAYLOAD_TOO_LARGE` or `MALFORMED_JSON`.
 */
export const webhookTextOf = (request: SignedRequest): string => {
  const bytes = uncompressed(request);
  const decoder = decoderOf(namedCharset(request.headers['content-type'], bytes));
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    if (decoder.encoding !== 'utf-8') throw new ProblemError('MALFORMED_JSON', undefined, {}, { cause });
    return new TextDecoder('windows-1252').decode(bytes);
  }
};
