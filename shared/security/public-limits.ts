/**
 * What strangers may ask for, by the address that they ask from: enough for people, too little to guess with or to make
 * costs. A limit is a count in a fixed window over all instances, so that it holds however many doors there are.
 */

import { addressGroup } from './address-group.ts';
import type { RateLimit, RateLimitStore, RateVerdict } from './rate-limit-store.ts';

/**
 * Parcels by their number, over HTTP and by subscription together: room for a page that polls every few seconds, none for
 * somebody who tries numbers.
 */
const PARCELS: RateLimit = { limit: 120, windowSeconds: 60 };
/** Subscriptions of connections without a token, whatever their topic. */
const ANONYMOUS_SUBSCRIPTIONS: RateLimit = { limit: 60, windowSeconds: 60 };
/** Connections without a token that is good: each costs a function and some writes. */
const ANONYMOUS_CONNECTIONS: RateLimit = { limit: 120, windowSeconds: 60 };
/** Streams that may be begun from an address, whoever asks: as many screens as an office has. */
const STREAMS: RateLimit = { limit: 300, windowSeconds: 60 };
/** Links by mail: enough for somebody with several orders and a typing error. */
const LINK_REQUESTS: RateLimit = { limit: 20, windowSeconds: 600 };

type Limit = 'parcels' | 'subscriptions' | 'connections' | 'streams' | 'linkRequests';

const LIMITS: Readonly<Record<Limit, { readonly scope: string; readonly limit: RateLimit }>> = {
  parcels: { scope: 'track', limit: PARCELS },
  subscriptions: { scope: 'subscribe', limit: ANONYMOUS_SUBSCRIPTIONS },
  connections: { scope: 'connect', limit: ANONYMOUS_CONNECTIONS },
  streams: { scope: 'stream:address', limit: STREAMS },
  linkRequests: { scope: 'link:address', limit: LINK_REQUESTS },
};

/** Counts one more from the address. */
export const takeFromAddress = (
  rates: RateLimitStore,
  limit: Limit,
  address: string,
  now: Date,
): Promise<RateVerdict> => {
  const { scope, limit: rate } = LIMITS[limit];
  return rates.take(`${scope}:${addressGroup(address)}`, rate, now);
};
