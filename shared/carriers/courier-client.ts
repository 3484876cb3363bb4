import type { Clock } from '../clock/clock.ts';
import { definedFields } from '../defined-fields.ts';
import type { CarrierAdapter } from './carrier.ts';
import type { CallOutcome, CarrierClient, DeliveryQuote, DeliveryRequest } from './carrier-client.ts';
import { deliveryReplyOf, refusalOf } from './delivery-reply.ts';
import type { HttpReply, HttpRequest } from './http-call.ts';
import { instantOf } from './instant.ts';
import { trackReplyOf } from './track-reply.ts';

/** A quote as its provider words it; times in whatever form they come. */
export interface QuoteFields {
  readonly quoteId: string;
  readonly feeInMinorUnits: number;
  readonly currency: string;
  readonly dropoffAt: string | undefined;
  readonly expiresAt: string | undefined;
}

/** What differs between the providers of deliveries by courier. */
export interface CourierApi {
  readonly adapter: Pick<CarrierAdapter, 'parse'>;
  /** Calls a path of the API, with the provider's proof of who calls. */
  call(method: HttpRequest['method'], path: string, body?: object): Promise<CallOutcome<HttpReply>>;
  readonly quotesPath: string;
  readonly cancelMethod: HttpRequest['method'];
  quoteBody(request: DeliveryRequest): object;
  deliveryBody(request: DeliveryRequest): object;
  /** `undefined` for what is no quote. */
  quoteOf(json: unknown): QuoteFields | undefined;
  /** The id of a delivery; `undefined` for what is none. */
  idOf(json: unknown): string | undefined;
}

const quoteReplyOf = (reply: HttpReply, api: CourierApi): CallOutcome<DeliveryQuote> => {
  const refused = refusalOf(reply);
  if (refused !== undefined) return refused;
  const quote = api.quoteOf(reply.json);
  if (quote === undefined) return { kind: 'malformed', code: 'quote' };
  const { dropoffAt, expiresAt, ...rest } = quote;
  const times = definedFields({ dropoffAt: instantOf(dropoffAt), expiresAt: instantOf(expiresAt) });
  return { kind: 'ok', value: { ...rest, ...times } };
};

/** The client of a provider of deliveries by courier: quotes, deliveries, and what became of them. */
export const courierClient = (clock: Clock, api: CourierApi): CarrierClient => {
  const { adapter, call, idOf } = api;
  const deliveryPath = (deliveryId: string): string => `/deliveries/${encodeURIComponent(deliveryId)}`;
  return {
    track: async (numbers) => {
      const reply = await call('GET', deliveryPath(numbers[0] ?? ''));
      if (reply.kind !== 'ok') return reply;
      return refusalOf(reply.value) ?? trackReplyOf(adapter, reply.value, clock, numbers.slice(0, 1));
    },
    quote: async (request) => {
      const reply = await call('POST', api.quotesPath, api.quoteBody(request));
      return reply.kind === 'ok' ? quoteReplyOf(reply.value, api) : reply;
    },
    createDelivery: async (request) => {
      const reply = await call('POST', '/deliveries', api.deliveryBody(request));
      return reply.kind === 'ok' ? deliveryReplyOf(adapter, reply.value, clock, idOf) : reply;
    },
    cancelDelivery: async (deliveryId) => {
      const reply = await call(api.cancelMethod, `${deliveryPath(deliveryId)}/cancel`, {});
      return reply.kind === 'ok' ? deliveryReplyOf(adapter, reply.value, clock, idOf) : reply;
    },
  };
};
