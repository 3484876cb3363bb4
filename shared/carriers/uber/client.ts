import * as z from 'zod';
import { definedFields } from '../../defined-fields.ts';
import { authorizedCalls, clientForm, fetchClientToken } from '../access-token.ts';
import type { ClientContext, DeliveryRequest, MakeCarrierClient, RefusalMeaning, Stop } from '../carrier-client.ts';
import { type CourierApi, courierClient } from '../courier-client.ts';
import { instantOf } from '../instant.ts';
import { text } from '../wire-schema.ts';
import { adapter } from './adapter.ts';

/** Addresses are JSON in a string. */
const addressOf = ({ street, city, region, postalCode, country }: Stop): string =>
  JSON.stringify({ street_address: [street], city, state: region ?? '', zip_code: postalCode, country });

const ends = ({ pickup, dropoff }: DeliveryRequest) => ({
  pickup_address: addressOf(pickup),
  dropoff_address: addressOf(dropoff),
  pickup_phone_number: pickup.phone,
  dropoff_phone_number: dropoff.phone,
});

const deliveryOf = (request: DeliveryRequest) => ({
  ...ends(request),
  ...definedFields({ quote_id: request.quoteId }),
  pickup_name: request.pickup.name,
  dropoff_name: request.dropoff.name,
  ...definedFields({ pickup_notes: request.pickup.instructions, dropoff_notes: request.dropoff.instructions }),
  manifest_items: request.items.map(({ name, quantity }) => ({ name, quantity: Math.ceil(quantity), size: 'small' })),
  manifest_total_value: request.valueInMinorUnits,
  external_id: request.orderId,
  // Six hours long the same delivery is returned for it instead of another one made.
  idempotency_key: request.reference,
  undeliverable_action: 'return',
});

const quoted = z.object({
  id: z.string(),
  fee: z.number(),
  currency: z.string(),
  created: text,
  /** Minutes until a courier is at the door of the shop. */
  pickup_duration: z.number().optional().catch(undefined),
  dropoff_eta: text,
  expires: text,
});

const minutesAfter = (at: string | undefined, minutes: number | undefined): string | undefined => {
  const instant = instantOf(at);
  return instant === undefined || minutes === undefined
    ? undefined
    : new Date(Date.parse(instant) + minutes * 60_000).toISOString();
};
const made = z.object({ id: z.string() });
const idOf = (json: unknown): string | undefined => made.safeParse(json).data?.id;

const quoteOf = (json: unknown) => {
  const { data } = quoted.safeParse(json);
  return (
    data && {
      quoteId: data.id,
      feeInMinorUnits: data.fee,
      currency: data.currency.toUpperCase(),
      pickupAt: minutesAfter(data.created, data.pickup_duration),
      dropoffAt: data.dropoff_eta,
      expiresAt: data.expires,
    }
  );
};

/** The codes as a client library copies them from Uber's reference: https://docs.rs/uber_api/0.2.8 */
const MEANINGS: ReadonlyMap<string, RefusalMeaning> = new Map([
  ['address_undeliverable', 'undeliverable'],
  ['address_undeliverable_limited_couriers', 'undeliverable'],
  ['unknown_location', 'undeliverable'],
  ['expired_quote', 'quote_expired'],
  ['mismatched_price_quote', 'quote_expired'],
  ['used_quote', 'quote_used'],
  ['duplicate_delivery', 'duplicate'],
  ['noncancelable_delivery', 'not_cancelable'],
  ['customer_suspended', 'account'],
  ['customer_blocked', 'account'],
  ['missing_payment', 'account'],
]);

const authorized = ({ urls, credentials, http, clock }: ClientContext): CourierApi['call'] => {
  const call = authorizedCalls({ http, clock }, async () => {
    const form = clientForm(await credentials(), 'eats.deliveries');
    return fetchClientToken({ http, clock }, { url: `${urls.auth}/oauth/v2/token`, form });
  });
  return async (method, path, body) => {
    const { customerId = '' } = await credentials();
    return call((authorization) => ({
      method,
      url: `${urls.api}/v1/customers/${encodeURIComponent(customerId)}${path}`,
      headers: { ...authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }));
  };
};

/** Uber Direct: quotes are good for 15 minutes, deliveries have ids of Uber's own (`del_…`). */
export const makeClient: MakeCarrierClient = (context) =>
  courierClient(context.clock, {
    adapter,
    call: authorized(context),
    quotesPath: '/delivery_quotes',
    cancelMethod: 'POST',
    creationPath: () => '/deliveries',
    meaningOf: ({ status, code }) => MEANINGS.get(code) ?? (status === 402 ? 'account' : undefined),
    quoteBody: ends,
    deliveryBody: deliveryOf,
    quoteOf,
    idOf,
  });
