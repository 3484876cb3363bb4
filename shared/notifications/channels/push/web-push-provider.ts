/** Push to browsers. https://www.rfc-editor.org/rfc/rfc8030, rfc8291 (encryption), rfc8292 (VAPID) */
import { encryptNotification } from '@block65/webcrypto-web-push';
import { importJWK, SignJWT } from 'jose';
import type { ChannelProvider, OutgoingNotification, ProviderParts, SendOutcome } from '../../channel.ts';
import { type HttpReply, KEY_REFUSED, outcomeByStatus, post } from '../../providers/http.ts';
import { sendWithKey } from '../../providers/key.ts';
import type { PushMessage } from './render.ts';
import { sendToDevices, unregistered } from './send-to-devices.ts';
import { isOfPushService, type Subscription, subscriptionIn } from './subscription.ts';
import { collapseKeyOf, dataOf, isUrgent, TIME_TO_LIVE_SECONDS } from './wording.ts';

export interface WebPushOptions extends Pick<ProviderParts, 'clock' | 'secrets'> {
  readonly secretId: string;
  /** `mailto:` or an address of ours, for a push service that has something to say. */
  readonly subject: string;
  /** The VAPID key that browsers subscribed with: base64url of an uncompressed point. */
  readonly publicKey: string;
  readonly hosts: readonly string[];
}

/** Push services take 24 hours at most. https://www.rfc-editor.org/rfc/rfc8292#section-2 */
const VAPID_SECONDS = 12 * 3_600;

const POINT_BYTES = 65;
const COORDINATE_BYTES = 32;

/** @throws where the two keys are no pair, or none at all. */
const signingKey = (publicKey: string, privateKey: string) => {
  const point = Buffer.from(publicKey, 'base64url');
  if (point.length !== POINT_BYTES) throw new Error('The public VAPID key is no point of P-256');
  const [x, y] = [point.subarray(1, 1 + COORDINATE_BYTES), point.subarray(1 + COORDINATE_BYTES)];
  const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url'), d: privateKey };
  return importJWK(jwk, 'ES256');
};

const authorizationOf = async (
  endpoint: string,
  privateKey: string,
  { subject, publicKey }: WebPushOptions,
  now: Date,
): Promise<string | undefined> => {
  const expiresAt = Math.floor(now.getTime() / 1_000) + VAPID_SECONDS;
  try {
    const jwt = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
      .setAudience(new URL(endpoint).origin)
      .setExpirationTime(expiresAt)
      .setSubject(subject)
      .sign(await signingKey(publicKey, privateKey));
    return `vapid t=${jwt}, k=${publicKey}`;
  } catch {
    // What the secret holds is no key, or that of another pair.
    return undefined;
  }
};

const payloadOf = (outgoing: OutgoingNotification<PushMessage>): Uint8Array => {
  const { title, body } = outgoing.message;
  return new TextEncoder().encode(JSON.stringify({ title, body, ...dataOf(outgoing) }));
};

const encrypted = ({ endpoint, keys }: Subscription, payload: Uint8Array) =>
  // A key that is no point of the curve is the browser's, and wrong for good.
  encryptNotification({ endpoint, expirationTime: null, keys }, payload, { pad: false }).catch(() => undefined);

/** What a push service's reply means. The address of the message, where it has one, stands for its id. */
export const webPushOutcome = (reply: HttpReply, address: string, notificationId: string): SendOutcome => {
  const { status } = reply;
  if (status === 404 || status === 410) return unregistered(address);
  if (status >= 200 && status < 300)
    return { outcome: 'accepted', providerMessageId: reply.header('location') || `web-push-of-${notificationId}` };
  // Of VAPID: signed with another key than the browser subscribed with, or not at all.
  if (status === 403) return { outcome: 'blocked', error: KEY_REFUSED };
  return outcomeByStatus(reply);
};

/**
 * Below a domain of a push service anybody can name a host that is none. That says nothing of the service, and must not
 * keep it from everybody else.
 */
const isOfNoHost = ({ outcome, ...more }: SendOutcome, endpoint: string, hosts: readonly string[]): boolean =>
  outcome === 'unavailable' &&
  'error' in more &&
  more.error === 'ENOTFOUND' &&
  !hosts.includes(new URL(endpoint).hostname);

/** Push services know no idempotency key: one try. */
export const webPushProvider = (options: WebPushOptions): ChannelProvider<PushMessage> => {
  const sendTo = async (
    outgoing: OutgoingNotification<PushMessage>,
    { token, address, key }: { readonly token: string; readonly address: string; readonly key: string },
  ): Promise<SendOutcome> => {
    const now = options.clock.now();
    const subscription = subscriptionIn(token);
    if (subscription === undefined || !isOfPushService(subscription.endpoint, options.hosts))
      return { outcome: 'refused', error: 'AddressInvalid' };
    const body = await encrypted(subscription, payloadOf(outgoing));
    if (body === undefined) return { outcome: 'refused', error: 'AddressInvalid' };
    const authorization = await authorizationOf(subscription.endpoint, key, options, now);
    if (authorization === undefined) return { outcome: 'blocked', error: KEY_REFUSED };
    const headers = {
      authorization,
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: String(TIME_TO_LIVE_SECONDS),
      topic: collapseKeyOf(outgoing),
      urgency: isUrgent(outgoing) ? 'high' : 'normal',
    };
    const outcome = await post({ url: subscription.endpoint, headers, body }, now, (reply) =>
      webPushOutcome(reply, address, outgoing.notificationId),
    );
    return isOfNoHost(outcome, subscription.endpoint, options.hosts)
      ? { outcome: 'refused', error: 'AddressInvalid' }
      : outcome;
  };
  return {
    send: (outgoing) =>
      sendWithKey(options.secrets, options.secretId, (key) =>
        sendToDevices(outgoing.addresses, ({ token }, address) => sendTo(outgoing, { token, address, key })),
      ),
  };
};
