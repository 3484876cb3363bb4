import { randomUUID } from 'node:crypto';
import {
  cancelDelivery,
  createDelivery,
  type Deliveries,
  inMinutes,
  MINUTES_TO_DROPOFF,
  MINUTES_TO_PICKUP,
} from '../shared/courier-deliveries.ts';
import type { SimulatedParcel } from '../shared/parcel.ts';
import { type ApiCall, type ApiReply, type ApiWorld, bearer, type CarrierWire, jsonOf } from '../shared/wire.ts';

export const UBER_TOKEN_PATH = '/oauth/v2/token';
const TOKEN_SECONDS = 2_592_000;
const QUOTE_MINUTES = 15;

const error = (status: number, code: string, message: string): ApiReply => ({
  status,
  body: { code, message, kind: 'error', metadata: {} },
});

export const uberRefusal: CarrierWire['refusal'] = (status) => {
  if (status === 401) return error(401, 'unauthorized', 'Invalid authentication');
  if (status === 429)
    return { ...error(429, 'customer_limited', 'Too many requests'), headers: { 'retry-after': '20' } };
  return error(503, 'service_unavailable', 'Try again later');
};

const token = (call: ApiCall, world: ApiWorld): ApiReply => {
  const fields = new URLSearchParams(call.body);
  const isRight = fields.get('grant_type') === 'client_credentials' && fields.get('scope') === 'eats.deliveries';
  if (!isRight || !fields.get('client_id') || !fields.get('client_secret')) return uberRefusal(401);
  const accessToken = randomUUID();
  world.giveToken(accessToken, TOKEN_SECONDS);
  return {
    status: 200,
    body: { access_token: accessToken, token_type: 'Bearer', expires_in: TOKEN_SECONDS, scope: 'eats.deliveries' },
  };
};

const REQUIRED = [
  'pickup_name',
  'pickup_address',
  'pickup_phone_number',
  'dropoff_name',
  'dropoff_address',
  'dropoff_phone_number',
  'manifest_items',
] as const;

/** As Uber words them. https://docs.rs/uber_api/0.2.8 */
const refusalOfAccount = ({ desk }: ApiWorld): ApiReply | undefined => {
  if (desk.account === 'suspended')
    return error(402, 'customer_suspended', 'Your account is passed due. Payment is required.');
  return desk.account === 'blocked'
    ? error(403, 'customer_blocked', 'Your account is not allowed to create deliveries.')
    : undefined;
};

const quote = ({ body, now }: ApiCall, { desk }: ApiWorld): ApiReply => {
  const given = jsonOf(body);
  if (!given?.pickup_address || !given.dropoff_address)
    return error(400, 'invalid_params', 'pickup_address and dropoff_address are required');
  // As Uber's sandbox is asked for it: an address that nobody goes to.
  if (String(given.dropoff_address).includes('UNDELIVERABLE'))
    return error(400, 'address_undeliverable', 'The specified location is not in a deliverable area.');
  const id = `dqt_${randomUUID()}`;
  const expires = inMinutes(now, QUOTE_MINUTES);
  desk.quotes.set(id, { expiresAt: new Date(expires) });
  return {
    status: 200,
    body: {
      kind: 'delivery_quote',
      id,
      created: now.toISOString(),
      expires,
      fee: 450,
      currency: 'eur',
      dropoff_eta: inMinutes(now, MINUTES_TO_DROPOFF),
      duration: MINUTES_TO_DROPOFF,
      pickup_duration: MINUTES_TO_PICKUP,
    },
  };
};

/** A delivery may be made without a quote; one that is named has to be good. */
const refusalOfQuote = (id: unknown, { desk }: ApiWorld, now: Date): ApiReply | undefined => {
  if (id === undefined) return undefined;
  const known = desk.quotes.get(String(id));
  if (known === undefined || known.expiresAt <= now)
    return error(400, 'expired_quote', 'The price quote specified has expired.');
  return desk.made.has(String(id))
    ? error(400, 'used_quote', 'The price quote specified has already been used.')
    : undefined;
};

const create = ({ body, now }: ApiCall, deliveries: Deliveries): ApiReply => {
  const given = jsonOf(body);
  const missing = REQUIRED.filter((name) => given?.[name] === undefined);
  if (given === undefined || missing.length > 0)
    return error(400, 'invalid_params', `The parameters of your request were invalid: ${missing.join(', ')}`);
  const { world } = deliveries;
  const key = given.idempotency_key === undefined ? undefined : `key ${String(given.idempotency_key)}`;
  const before = key === undefined ? undefined : world.parcel(world.desk.made.get(key) ?? '');
  if (before !== undefined) return { status: 200, body: deliveries.describe(before) };
  const refused = refusalOfQuote(given.quote_id, world, now);
  if (refused !== undefined) return refused;
  const trackingNumber = `del_${randomUUID().replaceAll('-', '').slice(0, 22)}`;
  if (key !== undefined) world.desk.made.set(key, trackingNumber);
  if (given.quote_id !== undefined) world.desk.made.set(String(given.quote_id), trackingNumber);
  const parcel = createDelivery(deliveries, { trackingNumber, orderId: String(given.external_id ?? '') }, now);
  return { status: 200, body: deliveries.describe(parcel) };
};

const cancel = (parcel: SimulatedParcel, { now }: ApiCall, deliveries: Deliveries): ApiReply => {
  const cancelled = cancelDelivery(deliveries, parcel, now);
  return cancelled === undefined
    ? error(400, 'noncancelable_delivery', 'Delivery cannot be cancelled.')
    : { status: 200, body: deliveries.describe(cancelled) };
};

const PATH = /^\/v1\/customers\/[^/]+\/(delivery_quotes|deliveries)(?:\/([^/]+))?(?:\/(cancel))?$/;

/** Token, quotes and deliveries of Uber Direct. */
export const uberApi = (call: ApiCall, world: ApiWorld, describe: Deliveries['describe']): ApiReply | undefined => {
  if (call.path === UBER_TOKEN_PATH) return token(call, world);
  const [, kind, id, action] = PATH.exec(call.path) ?? [];
  if (kind === undefined) return undefined;
  if (!world.isToken(bearer(call))) return uberRefusal(401);
  if (call.method === 'POST' && id === undefined) {
    const refused = refusalOfAccount(world);
    if (refused !== undefined) return refused;
    return kind === 'delivery_quotes' ? quote(call, world) : create(call, { world, describe });
  }
  const parcel = world.parcel(id ?? '');
  if (parcel === undefined) return error(404, 'delivery_not_found', 'The requested delivery does not exist.');
  if (action === 'cancel') return cancel(parcel, call, { world, describe });
  return { status: 200, body: describe(parcel) };
};
