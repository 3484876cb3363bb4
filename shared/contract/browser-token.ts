/** A browser's push subscription as the token of a device. https://www.w3.org/TR/push-api/#pushsubscription-interface */
import * as z from 'zod';
import { parseJson } from '../parse-json.ts';
import { isOfBrowser } from './device-address.ts';

interface Subscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** What identifies and encrypts, in one spelling: a browser that is registered twice is one device. */
export const browserToken = ({ endpoint, keys: { p256dh, auth } }: Subscription): string =>
  JSON.stringify({ endpoint: new URL(endpoint).href, keys: { p256dh, auth } });

const written = z.looseObject({
  endpoint: z.url(),
  keys: z.looseObject({ p256dh: z.string(), auth: z.string() }),
});

/** A token as it is stored: where it is the JSON of a subscription, with whatever else it has, in its one spelling. */
export const tokenAsStored = (token: string): string => {
  if (!isOfBrowser(token)) return token;
  const { data } = written.safeParse(parseJson(token));
  return data === undefined ? token : browserToken(data);
};
