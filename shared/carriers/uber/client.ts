import * as z from 'zod';
import { definedFields } from '../../defined-fields.ts';
import { authorizedCalls, clientForm, fetchClientToken } from '../access-token.ts';
import type { ClientContext, DeliveryRequest, MakeCarrierClient, Stop } from '../carrier-client.ts';
import { type CourierApi, courierClient } from '../courier-client.ts';
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
  undeliverable_action: 'return',
});

const quoted = z.object({ id: z.string(), fee: z.number(), currency: z.string(), dropoff_eta: text, expires: text });
const made = z.object({ id: z.string() });
const idOf = (json: unknown): string | undefined => made.safeParse(json).data?.id;

const quoteOf = (json: unknown) => {
  const { data } = quoted.safeParse(json);
  return (
    data && {
      quoteId: data.id,
      feeInMinorUnits: data.fee,
      currency: data.currency.toUpperCase(),
      dropoffAt: data.dropoff_eta,
      expiresAt: data.expires,
    }
  );
};

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
    quoteBody: ends,
    deliveryBody: deliveryOf,
    quoteOf,
    idOf,
  });
