import { SIMULATED_HOSTS } from '../simulators/hosts.ts';
import { isRecord } from './json.ts';

/** Where things that have an AWS host name are served locally. */
export interface RunAddresses {
  readonly api: string;
  readonly websocket: string;
  readonly edge: string;
}

const API_HOST = /(https|wss):\/\/([a-z0-9]{10})\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g;
const SIGN_IN_PAGES = /https:\/\/[a-z0-9-]+\.auth\.[a-z0-9-]+\.amazoncognito\.com/g;
const ISSUER = /https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\//g;
const BUCKET = /https:\/\/([a-z0-9.-]+)\.s3\.[a-z0-9-]+\.amazonaws\.com/g;
const DISTRIBUTION = /https:\/\/[a-z0-9]+\.cloudfront\.net/g;

/** The path at the edge under which a WebSocket API's connections are managed. */
const callbackPath = (apiId: string): string => `/_ws/${apiId}`;

/**
 * Rewrites the AWS host names in any text below `value` to the addresses that serve the same thing here: both kinds of
 * API, the callback address of a WebSocket API (an `https` address of it), the token issuer and its sign-in pages, buckets,
 * and the site's origin. A
 * text that is the address of a service which is simulated becomes that of its simulator.
 */
export function localized(value: unknown, addresses: RunAddresses, websocketApiIds: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return localizedText(value, addresses, websocketApiIds);
  if (Array.isArray(value)) return value.map((entry) => localized(entry, addresses, websocketApiIds));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, localized(entry, addresses, websocketApiIds)]),
  );
}

function localizedText(text: string, addresses: RunAddresses, websocketApiIds: ReadonlySet<string>): string {
  if (!text.includes('://')) return text;
  const simulator = SIMULATED_HOSTS[text];
  if (simulator !== undefined) return `${addresses.api}/_local/simulators/${simulator}`;
  return text
    .replaceAll(API_HOST, (_whole, scheme: string, apiId: string) => {
      if (scheme === 'wss') return addresses.websocket;
      return websocketApiIds.has(apiId) ? `${addresses.edge}${callbackPath(apiId)}` : addresses.api;
    })
    .replaceAll(SIGN_IN_PAGES, `${addresses.api}/_local/oidc`)
    .replaceAll(ISSUER, `${addresses.api}/_local/oidc/`)
    .replaceAll(BUCKET, (_whole, name: string) => `${addresses.api}/_local/buckets/${name}`)
    .replaceAll(DISTRIBUTION, addresses.api);
}
