/** A push service of a browser, and the browser: it makes subscriptions, checks VAPID, and shows what it can read. */
import { createECDH, createPublicKey, randomBytes } from 'node:crypto';
import { jwtVerify } from 'jose';
import * as z from 'zod';
import { type Simulator, SimulatorInputError } from '../../control/simulators.ts';
import { createProviderSimulator, type ProviderCall, type ProviderReply } from '../provider-simulator.ts';
import { type BrowserKeys, decrypted } from './decrypt.ts';

const PUSH = /^\/push\/([\w-]{16,})$/;
const MAX_BYTES = 4_096;
/** https://www.rfc-editor.org/rfc/rfc8030#section-5.4 */
const TOPIC = /^[\w-]{1,32}$/;

interface Browser extends BrowserKeys {
  /** The VAPID key that it subscribed with. */
  readonly applicationServerKey: string;
}

const plain = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): ProviderReply => ({
  status,
  headers,
  body: { code: status, errno: status, message: text },
});

/** An uncompressed point, as a key. */
const publicKeyOf = (point: string) => {
  const bytes = Buffer.from(point, 'base64url');
  const [x, y] = [bytes.subarray(1, 33).toString('base64url'), bytes.subarray(33).toString('base64url')];
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
};

/** Whether the sender is who the browser subscribed to. https://www.rfc-editor.org/rfc/rfc8292 */
const isVapid = async (call: ProviderCall, browser: Browser): Promise<boolean> => {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=([\w-]+)$/.exec(call.headers.authorization ?? '') ?? [];
  if (key !== browser.applicationServerKey) return false;
  const audience = new URL(call.context.api).origin;
  return jwtVerify(token, publicKeyOf(key), { audience, currentDate: call.now, algorithms: ['ES256'] }).then(
    ({ payload }) => payload.sub !== undefined,
    () => false,
  );
};

const shownShape = z.object({ title: z.string(), body: z.string() }).catchall(z.string());

const show = (call: ProviderCall, id: string, text: string): ProviderReply => {
  const { title, body, ...tags } = shownShape.parse(JSON.parse(text));
  const messageId = `${call.context.api}/_local/simulators/web_push/m/${randomBytes(12).toString('base64url')}`;
  const { notificationId, orderId } = tags;
  const at = call.now.toISOString();
  call.context.record({
    messageId,
    channel: 'push',
    provider: 'web_push',
    to: `web:${id}`,
    subject: title,
    text: body,
    at,
    notificationId,
    orderId,
    tags: { ...tags, urgency: String(call.headers.urgency), ttl: String(call.headers.ttl) },
  });
  return { status: 201, headers: { location: messageId } };
};

const serve = async (call: ProviderCall, browsers: ReadonlyMap<string, Browser>): Promise<ProviderReply> => {
  const id = PUSH.exec(call.path)?.[1] ?? '';
  if (call.method !== 'POST') return plain(405, 'Method not allowed');
  const browser = browsers.get(id);
  if (browser === undefined || call.knowsNobody) return plain(410, 'Unsubscribed');
  if (!(await isVapid(call, browser))) return plain(403, 'VAPID public key mismatch');
  const { ttl, topic, 'content-encoding': encoding } = call.headers;
  if (ttl === undefined) return plain(400, 'TTL header is missing');
  if (topic !== undefined && !TOPIC.test(String(topic))) return plain(400, 'Invalid topic');
  if (encoding !== 'aes128gcm') return plain(400, 'Invalid content encoding');
  if (call.body.length > MAX_BYTES) return plain(413, 'Payload too large');
  return show(call, id, decrypted(call.body, browser));
};

const subscribeInput = z.strictObject({ subscribe: z.strictObject({ applicationServerKey: z.string().min(80) }) });
const unsubscribeInput = z.strictObject({ unsubscribe: z.url() });

/**
 * @example POST /_local/simulators/web_push {"subscribe": {"applicationServerKey": "B…"}} : what `PushManager` would give
 * @example POST /_local/simulators/web_push {"unsubscribe": "<endpoint>"}
 */
export const createWebPushSimulator = (): Simulator => {
  const browsers = new Map<string, Browser>();
  const subscribe = (applicationServerKey: string, api: string) => {
    if (Buffer.from(applicationServerKey, 'base64url').length !== 65)
      throw new SimulatorInputError('The applicationServerKey is no point of P-256');
    const ecdh = createECDH('prime256v1');
    const p256dh = ecdh.generateKeys('base64url');
    const auth = randomBytes(16);
    const id = randomBytes(24).toString('base64url');
    browsers.set(id, { applicationServerKey, privateKey: ecdh.getPrivateKey(), auth });
    const endpoint = `${api}/_local/simulators/web_push/push/${id}`;
    return { endpoint, expirationTime: null, keys: { p256dh, auth: auth.toString('base64url') } };
  };
  return createProviderSimulator({
    name: 'web_push',
    serve: (call) => serve(call, browsers),
    script: async (input, { api }) => {
      const ordered = subscribeInput.safeParse(input).data;
      if (ordered !== undefined) return subscribe(ordered.subscribe.applicationServerKey, api);
      const ended = unsubscribeInput.safeParse(input).data;
      if (ended === undefined) return undefined;
      return { unsubscribed: browsers.delete(ended.unsubscribe.split('/').at(-1) ?? '') };
    },
    refusals: {
      down: () => plain(503, 'Service unavailable'),
      fails_after: () => plain(500, 'Internal error'),
      wrong_key: () => plain(403, 'VAPID public key mismatch'),
      rate_limited: () => plain(429, 'Too many requests', { 'retry-after': '30' }),
    },
  });
};
