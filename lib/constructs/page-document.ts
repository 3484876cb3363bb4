/** The pages' one document and their service worker, as a function of the edge returns them. */

/** Paths that are a page in a browser. `/orders/…` is the API's too: what asks for HTML without a token is a browser. */
export const PAGE_PATHS = [
  '/',
  '/orders',
  '/orders/*',
  '/inbox',
  '/settings',
  '/shop',
  '/shop/*',
  '/drive',
  '/drive/*',
  '/staff',
  '/staff/*',
  '/sign-in',
  '/docs',
  '/docs/*',
] as const;

/** At the root: a service worker answers for no page above its own path. */
export const WORKER_PATH = '/worker.js';

/** What the pages have to know of their stage; texts may be tokens of CloudFormation. */
export interface PageConfig {
  readonly websocketUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Ends the session of the sign-in page itself; empty where the issuer has none that is known. */
  readonly signOutUrl: string;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
const MAX_FUNCTION_BYTES = 10_240;

/** Minutes: an older document asks for older files, which stay where they are. */
const DOCUMENT_SECONDS = 300;

const contentPolicy = (connections: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${connections.join(' ')}`,
    // Logos and pictures of goods, from wherever the shop has them.
    "img-src 'self' data: blob: https:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const headersOf = (policy: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': `public, max-age=${DOCUMENT_SECONDS}`,
  vary: 'accept, authorization',
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
});

/** Browsers ask anew for a worker by themselves; a kept one would lag behind its pages. */
const WORKER_HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'no-cache',
  // It calls its own origin alone.
  'content-security-policy': "default-src 'none'; connect-src 'self'",
  'x-content-type-options': 'nosniff',
};

const asFunctionHeaders = (headers: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])));

/** What was built, each as its text. */
export interface BuiltPages {
  /** It has a place for the configuration. */
  readonly html: string;
  readonly worker: string;
}

const CONFIG_PLACE = '{"config":"here"}';

/**
 * The source of the function: returns the document to browsers that navigate, the worker at its path, and hands
 * everything else through.
 * @param connections Origins that the pages call besides their own.
 * @throws when the document is larger than a function may be.
 */
export const documentFunction = (
  { html, worker }: BuiltPages,
  config: PageConfig,
  connections: readonly string[],
): string => {
  if (!html.includes(CONFIG_PLACE)) throw new Error('The document has no place for its configuration.');
  const body = html.replace(CONFIG_PLACE, () => JSON.stringify(config));
  const source = [
    `const BODY = ${JSON.stringify(body)};`,
    `const HEADERS = ${asFunctionHeaders(headersOf(contentPolicy(connections)))};`,
    // Named in it, so that it is another worker where the stage's addresses change: it stores the document.
    `const WORKER = ${JSON.stringify(`${worker}\n// ${JSON.stringify(config)}`)};`,
    `const WORKER_HEADERS = ${asFunctionHeaders(WORKER_HEADERS)};`,
    'const found = (headers, data) =>',
    "  ({ statusCode: 200, statusDescription: 'OK', headers, body: { encoding: 'text', data } });",
    'const API = /^\\/orders\\/(track|tracking|events|search|buyer|seller|user)(\\/|$)/;',
    'function handler(event) {',
    '  const request = event.request;',
    '  const { accept, authorization } = request.headers;',
    "  const reads = request.method === 'GET' || request.method === 'HEAD';",
    `  if (reads && request.uri === '${WORKER_PATH}') return found(WORKER_HEADERS, WORKER);`,
    "  const navigates = accept && accept.value.includes('text/html') && !authorization;",
    '  if (!reads || !navigates || API.test(request.uri)) return request;',
    '  return found(HEADERS, BODY);',
    '}',
  ].join('\n');
  if (Buffer.byteLength(source) > MAX_FUNCTION_BYTES)
    throw new Error(`The pages' document makes a function of ${Buffer.byteLength(source)} bytes.`);
  return source;
};
