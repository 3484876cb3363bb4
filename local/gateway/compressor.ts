import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { HttpRequest } from './http-event.ts';
import type { HttpResponse, StreamedResponse } from './http-response.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
const MIN_BYTES = 1_000;
const MAX_BYTES = 10_000_000;
const COMPRESSED_TYPES =
  /^(?:text\/(?:css|html|javascript|plain)|application\/(?:json|javascript|manifest\+json|wasm)|image\/svg\+xml)\b/;

/** Of all addresses: one that shows a file of another name, as an order's does the page for orders, is an address too. */
const MAX_KNOWN = 300;

const COMPRESSIONS = {
  br: (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => gzipSync(body),
} as const;
type Encoding = keyof typeof COMPRESSIONS;

/** Brotli before gzip, as the edge prefers; what a viewer gives no weight it does not take. */
const encodingFor = ({ headers }: HttpRequest): Encoding | undefined => {
  const accepted = String(headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
  const isTaken = (encoding: Encoding): boolean =>
    accepted.some((part) => part.split(';')[0] === encoding && !/;\s*q=0(?:\.0*)?$/.test(part));
  return (['br', 'gzip'] as const).find(isTaken);
};

const mayBeCompressed = ({ status, headers, body }: HttpResponse): boolean =>
  status === 200 &&
  headers['content-encoding'] === undefined &&
  COMPRESSED_TYPES.test(String(headers['content-type'])) &&
  body.length >= MIN_BYTES &&
  body.length <= MAX_BYTES;

/** Compresses files as CloudFront does, each once: a file of a deployment never changes under its name. */
export const compressor = () => {
  const known = new Map<string, Buffer>();
  const compressed = (encoding: Encoding, url: string, body: Buffer): Buffer => {
    const key = `${encoding} ${body.length} ${url}`;
    const found = known.get(key) ?? COMPRESSIONS[encoding](body);
    const [oldest] = known.keys();
    if (known.size >= MAX_KNOWN && oldest !== undefined && !known.has(key)) known.delete(oldest);
    known.set(key, found);
    return found;
  };
  return (request: HttpRequest, response: HttpResponse | StreamedResponse): HttpResponse | StreamedResponse => {
    if ('stream' in response || !mayBeCompressed(response)) return response;
    const encoding = encodingFor(request);
    const headers = { ...response.headers, vary: 'Accept-Encoding' };
    if (encoding === undefined) return { ...response, headers };
    const body = compressed(encoding, request.url.split('?')[0] ?? '', response.body);
    return { ...response, headers: { ...headers, 'content-encoding': encoding }, body };
  };
};
