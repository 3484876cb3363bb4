import type { IncomingHttpHeaders } from 'node:http';
import { booleanAt, type JsonRecord, numberAt, stringsAt } from '../assembly/json.ts';
import type { HttpResponse } from './http-response.ts';

/** What an API's `CorsConfiguration` makes of requests from other origins. */
export interface Cors {
  /** The response to a preflight request; `undefined` for any other request. */
  preflight(method: string, headers: IncomingHttpHeaders): HttpResponse | undefined;
  /** Headers that replace the function's own. */
  headersFor(headers: IncomingHttpHeaders): Readonly<Record<string, string>>;
}

export function createCors(configuration: JsonRecord): Cors {
  const origins = stringsAt(configuration, 'AllowOrigins');
  const methods = stringsAt(configuration, 'AllowMethods').join(',');
  const allowedHeaders = stringsAt(configuration, 'AllowHeaders').join(',');
  const exposed = stringsAt(configuration, 'ExposeHeaders').join(',');
  const maxAge = numberAt(configuration, 'MaxAge');
  const credentials = booleanAt(configuration, 'AllowCredentials') === true;
  const headersFor = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> => {
    const { origin } = headers;
    if (origin === undefined) return {};
    const isAny = origins.includes('*');
    if (!isAny && !origins.some((allowed) => matchesOrigin(allowed, origin))) return {};
    return {
      'access-control-allow-origin': isAny && !credentials ? '*' : origin,
      ...(isAny && !credentials ? {} : { vary: 'Origin' }),
      ...(credentials ? { 'access-control-allow-credentials': 'true' } : {}),
      ...(exposed === '' ? {} : { 'access-control-expose-headers': exposed }),
    };
  };
  return {
    headersFor,
    preflight: (method, headers) => {
      const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
      if (!isPreflight || origins.length === 0) return undefined;
      const own = headersFor(headers);
      if (own['access-control-allow-origin'] === undefined) return { status: 204, headers: {}, body: Buffer.alloc(0) };
      return {
        status: 204,
        headers: {
          ...own,
          ...(methods === '' ? {} : { 'access-control-allow-methods': methods }),
          ...(allowedHeaders === '' ? {} : { 'access-control-allow-headers': allowedHeaders }),
          ...(maxAge === undefined ? {} : { 'access-control-max-age': String(maxAge) }),
        },
        body: Buffer.alloc(0),
      };
    },
  };
}

/**
 * `https://*` stands for every origin of that scheme, `http://*` for every one of the machine itself: whoever runs the
 * cloud may use any port, and a page from elsewhere has no business with it, though API Gateway would let it in.
 */
function matchesOrigin(allowed: string, origin: string): boolean {
  if (allowed === 'http://*') return isLoopback(origin);
  if (allowed.endsWith('://*')) return origin.startsWith(allowed.slice(0, -1));
  return allowed.toLowerCase() === origin.toLowerCase();
}

/** `http://localhost:5173`, `http://shop.localhost`, `http://127.0.0.1:8080`, `http://[::1]:3000` */
function isLoopback(origin: string): boolean {
  const url = URL.parse(origin);
  if (url === null || url.origin !== origin.toLowerCase() || url.protocol !== 'http:') return false;
  const { hostname } = url;
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
