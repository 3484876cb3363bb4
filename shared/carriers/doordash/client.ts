import { SignJWT } from 'jose';
import * as z from 'zod';
import { definedFields } from '../../defined-fields.ts';
import { outcomeOfStatus } from '../call-outcome.ts';
import type { CallOutcome, ClientContext, DeliveryRequest, MakeCarrierClient, Stop } from '../carrier-client.ts';
import { type CourierApi, courierClient } from '../courier-client.ts';
import type { HttpReply } from '../http-call.ts';
import { text } from '../wire-schema.ts';
import { adapter } from './adapter.ts';

/** Half of the longest that DoorDash takes. */
const TOKEN_SECONDS = 900;

export interface DoordashKey {
  readonly developerId: string;
  readonly keyId: string;
  /** base64url */
  readonly signingSecret: string;
}

/** DD-JWT-V1: `kid` is a claim, and the secret is decoded before it signs. */
export const doordashToken = (
  { developerId, keyId, signingSecret }: DoordashKey,
  issuedAt: number,
  seconds = TOKEN_SECONDS,
): Promise<string> =>
  new SignJWT({ aud: 'doordash', iss: developerId, kid: keyId, exp: issuedAt + seconds, iat: issuedAt })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', 'dd-ver': 'DD-JWT-V1' })
    .sign(Buffer.from(signingSecret, 'base64url'));

const addressOf = ({ street, city, region, postalCode, country }: Stop): string =>
  [street, city, [region, postalCode].filter((part) => part !== undefined).join(' '), country].join(', ');

const deliveryOf = ({ reference, pickup, dropoff, items, valueInMinorUnits }: DeliveryRequest) => ({
  external_delivery_id: reference,
  pickup_address: addressOf(pickup),
  pickup_business_name: pickup.name,
  pickup_phone_number: pickup.phone,
  dropoff_address: addressOf(dropoff),
  dropoff_contact_given_name: dropoff.name,
  dropoff_phone_number: dropoff.phone,
  ...definedFields({ pickup_instructions: pickup.instructions, dropoff_instructions: dropoff.instructions }),
  order_value: valueInMinorUnits,
  items: items.map(({ name, quantity }) => ({ name, quantity: Math.ceil(quantity) })),
});

const quoted = z.object({
  external_delivery_id: z.string(),
  fee: z.number(),
  currency: z.string(),
  pickup_time_estimated: text,
  dropoff_time_estimated: text,
  expires_at: text,
});

const quoteOf = (json: unknown) => {
  const { data } = quoted.safeParse(json);
  return (
    data && {
      quoteId: data.external_delivery_id,
      feeInMinorUnits: data.fee,
      currency: data.currency,
      pickupAt: data.pickup_time_estimated,
      dropoffAt: data.dropoff_time_estimated,
      expiresAt: data.expires_at,
    }
  );
};

const made = z.object({ external_delivery_id: z.string() });
const idOf = (json: unknown): string | undefined => made.safeParse(json).data?.external_delivery_id;

const ADDRESSES: readonly string[] = ['pickup_address', 'dropoff_address'];

/**
 * By status, as the code is that of all errors of a kind: https://developer.doordash.com/en-US/docs/drive/reference/errors/
 * The codes of an ended quote and of an unpaid account are documented nowhere: they are known by their words.
 */
const meaningOf: CourierApi['meaningOf'] = ({ status, code, fields }, action) => {
  if (/quote.*expired|expired.*quote/.test(code)) return 'quote_expired';
  if (status === 402 || /payment|suspended|balance/.test(code)) return 'account';
  if (status === 409) return action === 'cancel' ? 'not_cancelable' : 'duplicate';
  if (status === 422 && action === 'cancel') return 'not_cancelable';
  return fields.some((field) => ADDRESSES.includes(field)) ? 'undeliverable' : undefined;
};

const authorized =
  ({ urls, credentials, http, clock }: ClientContext): CourierApi['call'] =>
  async (method, path, body): Promise<CallOutcome<HttpReply>> => {
    const { developerId = '', keyId = '', signingSecret = '' } = await credentials();
    const issuedAt = Math.floor(clock.now().getTime() / 1_000);
    const token = await doordashToken({ developerId, keyId, signingSecret }, issuedAt);
    const reply = await http({
      method,
      url: `${urls.api}/drive/v2${path}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if ('failure' in reply) return { kind: 'unavailable', code: reply.failure };
    const outcome = outcomeOfStatus(reply, clock);
    return outcome === undefined || outcome.kind === 'notFound' ? { kind: 'ok', value: reply } : outcome;
  };

/** DoorDash Drive v2. A token is signed for each call; deliveries are known by the ids they were made with: the order's. */
export const makeClient: MakeCarrierClient = (context) =>
  courierClient(context.clock, {
    adapter,
    call: authorized(context),
    quotesPath: '/quotes',
    cancelMethod: 'PUT',
    creationPath: ({ quoteId }) =>
      quoteId === undefined ? '/deliveries' : `/quotes/${encodeURIComponent(quoteId)}/accept`,
    isKnownByReference: true,
    meaningOf,
    quoteBody: deliveryOf,
    // A quote has all of it already.
    deliveryBody: (request) => (request.quoteId === undefined ? deliveryOf(request) : {}),
    quoteOf,
    idOf,
  });
