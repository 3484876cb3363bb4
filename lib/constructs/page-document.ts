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

/** A service worker answers for no page above its own path: one at the root, one beside the tracking pages. */
export const WORKER_PATHS = { app: '/worker.js', track: '/track/worker.js' } as const;

/** Beside the tracking pages, each of which is installed as itself. */
const TRACK_MANIFEST_PATH = '/track/manifest.webmanifest';

/** Files whose names never change, returned by the function too. */
export const FIXED_PATHS: readonly string[] = [...Object.values(WORKER_PATHS), TRACK_MANIFEST_PATH];

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

const MANIFEST_HEADERS = {
  'content-type': 'application/manifest+json',
  'cache-control': `public, max-age=${DOCUMENT_SECONDS}`,
  'x-content-type-options': 'nosniff',
};

const asFunctionHeaders = (headers: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])));

/** What was built, each as its text. */
export interface BuiltPages {
  /** It has a place for the configuration. */
  readonly html: string;
  readonly worker: string;
  readonly trackWorker: string;
  readonly trackManifest: string;
}

const CONFIG_PLACE = '{"config":"here"}';

/**
 * The source of the function: returns the document to browsers that navigate, workers and the tracking pages' manifest
 * at their paths, and hands everything else through.
 * @param connections Origins that the pages call besides their own.
 * @throws when the document is larger than a function may be.
 */
export const documentFunction = (
  { html, worker, trackWorker, trackManifest }: BuiltPages,
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
    'const FILES = {',
    `  '${WORKER_PATHS.app}': [WORKER_HEADERS, WORKER],`,
    `  '${WORKER_PATHS.track}': [WORKER_HEADERS, ${JSON.stringify(trackWorker)}],`,
    `  '${TRACK_MANIFEST_PATH}': [${asFunctionHeaders(MANIFEST_HEADERS)}, ${JSON.stringify(trackManifest)}],`,
    '};',
    'const found = (headers, data) =>',
    "  ({ statusCode: 200, statusDescription: 'OK', headers, body: { encoding: 'text', data } });",
    'const API = /^\\/orders\\/(track|tracking|events|search|buyer|seller|user)(\\/|$)/;',
    'function handler(event) {',
    '  const request = event.request;',
    '  const { accept, authorization } = request.headers;',
    "  const reads = request.method === 'GET' || request.method === 'HEAD';",
    '  const file = FILES[request.uri];',
    '  if (reads && file) return found(file[0], file[1]);',
    "  const navigates = accept && accept.value.includes('text/html') && !authorization;",
    '  if (!reads || !navigates || API.test(request.uri)) return request;',
    '  return found(HEADERS, BODY);',
    '}',
  ].join('\n');
  if (Buffer.byteLength(source) > MAX_FUNCTION_BYTES)
    throw new Error(`The pages' document makes a function of ${Buffer.byteLength(source)} bytes.`);
  return source;
};
