/** The pages' one document, as a function of the edge returns it. */

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

const CONFIG_PLACE = '{"config":"here"}';

/**
 * The source of the function: returns the document to browsers that navigate, and hands everything else through.
 * @param html As it was built; it has a place for the configuration.
 * @param connections Origins that the pages call besides their own.
 * @throws when the document is larger than a function may be.
 */
export const documentFunction = (html: string, config: PageConfig, connections: readonly string[]): string => {
  if (!html.includes(CONFIG_PLACE)) throw new Error('The document has no place for its configuration.');
  const body = html.replace(CONFIG_PLACE, () => JSON.stringify(config));
  const headers = Object.entries(headersOf(contentPolicy(connections))).map(([name, value]) => [name, { value }]);
  const source = [
    `const BODY = ${JSON.stringify(body)};`,
    `const HEADERS = ${JSON.stringify(Object.fromEntries(headers))};`,
    'const API = /^\\/orders\\/(track|tracking|events|search|buyer|seller|user)(\\/|$)/;',
    'function handler(event) {',
    '  const request = event.request;',
    '  const { accept, authorization } = request.headers;',
    "  const reads = request.method === 'GET' || request.method === 'HEAD';",
    "  const navigates = accept && accept.value.includes('text/html') && !authorization;",
    '  if (!reads || !navigates || API.test(request.uri)) return request;',
    "  return { statusCode: 200, statusDescription: 'OK', headers: HEADERS, body: { encoding: 'text', data: BODY } };",
    '}',
  ].join('\n');
  if (Buffer.byteLength(source) > MAX_FUNCTION_BYTES)
    throw new Error(`The pages' document makes a function of ${Buffer.byteLength(source)} bytes.`);
  return source;
};
