/** A browser's push subscription. https://www.w3.org/TR/push-api/#pushsubscription-interface */

import * as z from 'zod';
import { parseJson } from '../../../parse-json.ts';

const subscriptionShape = z.object({
  endpoint: z.url(),
  keys: z.object({
    /** An uncompressed point of P-256: 65 bytes. */
    p256dh: z.string().regex(/^[\w-]{87}=?$/),
    /** 16 bytes. */
    auth: z.string().regex(/^[\w-]{22}={0,2}$/),
  }),
});
export type Subscription = z.infer<typeof subscriptionShape>;

/** The subscription that a device's token holds; `undefined` where it holds none. */
export const subscriptionIn = (token: string): Subscription | undefined =>
  subscriptionShape.safeParse(parseJson(token)).data;

/**
 * Whether an endpoint is one of the push services that the stage knows. Browsers name their own, and whoever registers a
 * device could name anything: our functions post to no address that a stranger chose.
 *
 * @param hosts `fcm.googleapis.com`, `*.push.apple.com`: a star stands for one or more labels
 */
export const isOfPushService = (endpoint: string, hosts: readonly string[]): boolean => {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, username, password, port } = new URL(endpoint);
  const isListed = hosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1)) && hostname.length >= host.length : hostname === host,
  );
  const isLoopback = hostname === '127.0.0.1';
  return isListed && username === '' && password === '' && (isLoopback || (protocol === 'https:' && port === ''));
};
