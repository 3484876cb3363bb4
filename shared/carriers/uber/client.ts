import * as z from 'zod';
import { definedFields } from '../../defined-fields.ts';
import { authorizedCalls, fetchClientToken } from '../access-token.ts';
import type {
  CallOutcome,
  ClientContext,
  DeliveryQuote,
  DeliveryRequest,
  MakeCarrierClient,
  Stop,
} from '../carrier-client.ts';
import { deliveryReplyOf, refusalOf } from '../delivery-reply.ts';
import type { HttpReply } from '../http-call.ts';
import { instantOf } from '../instant.ts';
import { trackReplyOf } from '../track-reply.ts';
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

const quoteOf = (reply: HttpReply): CallOutcome<DeliveryQuote> => {
  const refused = refusalOf(reply);
  if (refused !== undefined) return refused;
  const read = quoted.safeParse(reply.json);
  if (!read.success) return { kind: 'malformed', code: 'quote' };
  const { id: quoteId, fee: feeInMinorUnits, currency, dropoff_eta, expires } = read.data;
  const times = definedFields({ dropoffAt: instantOf(dropoff_eta), expiresAt: instantOf(expires) });
  return { kind: 'ok', value: { quoteId, feeInMinorUnits, currency: currency.toUpperCase(), ...times } };
};

const authorized = ({ urls, credentials, http, clock }: ClientContext) => {
  const call = authorizedCalls({ http, clock }, async () => {
    const { clientId = '', clientSecret = '' } = await credentials();
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'eats.deliveries',
    };
    return fetchClientToken({ http, clock }, { url: `${urls.auth}/oauth/v2/token`, form });
  });
  return async (method: 'GET' | 'POST', path: string, body?: object) => {
    const { customerId = '' } = await credentials();
    return call((authorization) => ({
      method,
      url: `${urls.api}/v1/customers/${encodeURIComponent(customerId)}${path}`,
      headers: { ...authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }));
  };
};

/** Uber Direct: quotes (good for 15 minutes), deliveries, and what became of them. */
export const makeClient: MakeCarrierClient = (context) => {
  const { clock } = context;
  const call = authorized(context);
  return {
    /** By Uber's own ids: `del_…`. */
    track: async (numbers) => {
      const reply = await call('GET', `/deliveries/${encodeURIComponent(numbers[0] ?? '')}`);
      if (reply.kind !== 'ok') return reply;
      return refusalOf(reply.value) ?? trackReplyOf(adapter, reply.value, clock, numbers.slice(0, 1));
    },
    quote: async (request) => {
      const reply = await call('POST', '/delivery_quotes', ends(request));
      return reply.kind === 'ok' ? quoteOf(reply.value) : reply;
    },
    createDelivery: async (request) => {
      const reply = await call('POST', '/deliveries', deliveryOf(request));
      return reply.kind === 'ok' ? deliveryReplyOf(adapter, reply.value, clock, idOf) : reply;
    },
    cancelDelivery: async (deliveryId) => {
      const reply = await call('POST', `/deliveries/${encodeURIComponent(deliveryId)}/cancel`, {});
      return reply.kind === 'ok' ? deliveryReplyOf(adapter, reply.value, clock, idOf) : reply;
    },
  };
};
