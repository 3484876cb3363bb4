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

const quote = ({ body, now }: ApiCall): ApiReply => {
  const given = jsonOf(body);
  if (!given?.pickup_address || !given.dropoff_address)
    return error(400, 'invalid_params', 'pickup_address and dropoff_address are required');
  // As Uber's sandbox is asked for it: an address that nobody goes to.
  if (String(given.dropoff_address).includes('UNDELIVERABLE'))
    return error(400, 'address_undeliverable', 'The specified location is not in a deliverable area.');
  return {
    status: 200,
    body: {
      kind: 'delivery_quote',
      id: `dqt_${randomUUID()}`,
      created: now.toISOString(),
      expires: inMinutes(now, QUOTE_MINUTES),
      fee: 450,
      currency: 'eur',
      dropoff_eta: inMinutes(now, MINUTES_TO_DROPOFF),
      duration: MINUTES_TO_DROPOFF,
      pickup_duration: MINUTES_TO_PICKUP,
    },
  };
};

const create = ({ body, now }: ApiCall, deliveries: Deliveries): ApiReply => {
  const given = jsonOf(body);
  const missing = REQUIRED.filter((name) => given?.[name] === undefined);
  if (given === undefined || missing.length > 0)
    return error(400, 'invalid_params', `The parameters of your request were invalid: ${missing.join(', ')}`);
  const trackingNumber = `del_${randomUUID().replaceAll('-', '').slice(0, 22)}`;
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
  if (call.method === 'POST' && id === undefined)
    return kind === 'delivery_quotes' ? quote(call) : create(call, { world, describe });
  const parcel = world.parcel(id ?? '');
  if (parcel === undefined) return error(404, 'delivery_not_found', 'The requested delivery does not exist.');
  if (action === 'cancel') return cancel(parcel, call, { world, describe });
  return { status: 200, body: describe(parcel) };
};
