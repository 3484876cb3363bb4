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

const error = (status: number, code: string, message: string, field?: string): ApiReply => ({
  status,
  body: { code, message, ...(field !== undefined && { field_errors: [{ field, error: message }] }) },
});

export const doordashRefusal: CarrierWire['refusal'] = (status) => {
  if (status === 401) return error(401, 'authentication_error', 'The [exp] claim is invalid');
  if (status === 429) return error(429, 'request_rate_limited', 'Too many requests');
  return error(503, 'service_unavailable', 'Try again later');
};

const partOf = (token: string, index: number): Readonly<Record<string, unknown>> =>
  jsonOf(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8')) ?? {};

/** The shape of a DD-JWT-V1 that has not ended. Whose secret signed it is not looked at: this DoorDash has none. */
const isJwt = (token: string, now: Date): boolean => {
  const [header, claims] = [partOf(token, 0), partOf(token, 1)];
  const [iat, exp] = [Number(claims.iat), Number(claims.exp)];
  return (
    header['dd-ver'] === 'DD-JWT-V1' &&
    header.alg === 'HS256' &&
    claims.aud === 'doordash' &&
    typeof claims.iss === 'string' &&
    typeof claims.kid === 'string' &&
    exp * 1000 > now.getTime() &&
    exp <= iat + 1800
  );
};

const QUOTE_MINUTES = 5;

const quote = ({ body, now }: ApiCall, { desk }: ApiWorld): ApiReply => {
  const given = jsonOf(body);
  if (given?.dropoff_address === undefined)
    return error(400, 'validation_error', 'Must not be blank', 'dropoff_address');
  if (String(given.dropoff_address).includes('UNDELIVERABLE'))
    return error(422, 'validation_error', 'Allowed distance between addresses exceeded', 'dropoff_address');
  const { external_delivery_id } = given;
  const expiresAt = inMinutes(now, QUOTE_MINUTES);
  desk.quotes.set(String(external_delivery_id), { expiresAt: new Date(expiresAt) });
  const times = {
    pickup_time_estimated: inMinutes(now, MINUTES_TO_PICKUP),
    dropoff_time_estimated: inMinutes(now, MINUTES_TO_DROPOFF),
  };
  return {
    status: 200,
    body: { external_delivery_id, fee: 975, currency: 'EUR', ...times, expires_at: expiresAt },
  };
};

const create = ({ body, now }: ApiCall, deliveries: Deliveries): ApiReply => {
  const given = jsonOf(body);
  const id = given?.external_delivery_id;
  if (typeof id !== 'string') return error(400, 'validation_error', 'Must not be blank', 'external_delivery_id');
  if (deliveries.world.parcel(id) !== undefined) return error(409, 'duplicate_delivery_id', 'Duplicate delivery ID');
  const parcel = createDelivery(deliveries, { trackingNumber: id, orderId: id }, now);
  return { status: 200, body: deliveries.describe(parcel) };
};

/** Takes a quote: its reference becomes the delivery's. */
const accept = (id: string, { now }: ApiCall, deliveries: Deliveries): ApiReply => {
  const { world } = deliveries;
  if (world.parcel(id) !== undefined) return error(409, 'duplicate_delivery_id', 'Duplicate delivery ID');
  const known = world.desk.quotes.get(id);
  if (known === undefined) return error(404, 'unknown_quote', 'Quote not found');
  if (known.expiresAt <= now) return error(422, 'quote_expired', 'The quote has expired');
  return {
    status: 200,
    body: deliveries.describe(createDelivery(deliveries, { trackingNumber: id, orderId: id }, now)),
  };
};

const cancel = (parcel: SimulatedParcel, { now }: ApiCall, deliveries: Deliveries): ApiReply => {
  const cancelled = cancelDelivery(deliveries, parcel, now);
  return cancelled === undefined
    ? error(409, 'operation_not_allowed', 'This delivery is not cancellable')
    : { status: 200, body: deliveries.describe(cancelled) };
};

const PATH = /^\/drive\/v2\/(quotes|deliveries)(?:\/([^/]+))?(?:\/(cancel|accept))?$/;

/** Quotes and deliveries of DoorDash Drive. */
export const doordashApi = (call: ApiCall, world: ApiWorld, describe: Deliveries['describe']): ApiReply | undefined => {
  const [, kind, id, action] = PATH.exec(call.path) ?? [];
  if (kind === undefined) return undefined;
  const token = bearer(call) ?? '';
  if (!isJwt(token, call.now)) return doordashRefusal(401);
  world.giveToken(token, 60);
  if (!world.isToken(token)) return doordashRefusal(401);
  if (call.method === 'POST' && world.desk.account !== 'good')
    return error(403, 'authorization_error', 'The account may not create deliveries');
  if (call.method === 'POST' && id === undefined)
    return kind === 'quotes' ? quote(call, world) : create(call, { world, describe });
  if (call.method === 'POST' && action === 'accept')
    return accept(decodeURIComponent(id ?? ''), call, { world, describe });
  const parcel = world.parcel(decodeURIComponent(id ?? ''));
  if (parcel === undefined) return error(404, 'unknown_delivery_id', 'Delivery not found');
  if (call.method === 'PUT' && action === 'cancel') return cancel(parcel, call, { world, describe });
  return { status: 200, body: describe(parcel) };
};
