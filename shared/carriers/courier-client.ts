import type { Clock } from '../clock/clock.ts';
import { definedFields } from '../defined-fields.ts';
import type { CarrierAdapter } from './carrier.ts';
import type {
  CallOutcome,
  CarrierClient,
  CreatedDelivery,
  DeliveryQuote,
  DeliveryRequest,
  RefusalMeaning,
} from './carrier-client.ts';
import { deliveryReplyOf, type RefusalFields, refusalOf } from './delivery-reply.ts';
import type { HttpReply, HttpRequest } from './http-call.ts';
import { instantOf } from './instant.ts';
import { trackReplyOf } from './track-reply.ts';

/** A quote as its provider words it; times in whatever form they come. */
export interface QuoteFields {
  readonly quoteId: string;
  readonly feeInMinorUnits: number;
  readonly currency: string;
  readonly pickupAt: string | undefined;
  readonly dropoffAt: string | undefined;
  readonly expiresAt: string | undefined;
}

/** What is asked of a provider. */
export type CourierAction = 'quote' | 'create' | 'cancel';

/** What differs between the providers of deliveries by courier. */
export interface CourierApi {
  readonly adapter: Pick<CarrierAdapter, 'parse'>;
  /** Calls a path of the API, with the provider's proof of who calls. */
  call(method: HttpRequest['method'], path: string, body?: object): Promise<CallOutcome<HttpReply>>;
  readonly quotesPath: string;
  readonly cancelMethod: HttpRequest['method'];
  /** Where a delivery is made: of a quote, at some providers, by taking it. */
  creationPath(request: DeliveryRequest): string;
  /** Deliveries are known by the references that they were made with: what was made before is found by it. */
  readonly isKnownByReference?: true;
  meaningOf(refusal: RefusalFields, action: CourierAction): RefusalMeaning | undefined;
  quoteBody(request: DeliveryRequest): object;
  deliveryBody(request: DeliveryRequest): object;
  /** `undefined` for what is no quote. */
  quoteOf(json: unknown): QuoteFields | undefined;
  /** The id of a delivery; `undefined` for what is none. */
  idOf(json: unknown): string | undefined;
}

const quoteReplyOf = (reply: HttpReply, api: CourierApi): CallOutcome<DeliveryQuote> => {
  const refused = refusalOf(reply, (refusal) => api.meaningOf(refusal, 'quote'));
  if (refused !== undefined) return refused;
  const quote = api.quoteOf(reply.json);
  if (quote === undefined) return { kind: 'malformed', code: 'quote' };
  const { pickupAt, dropoffAt, expiresAt, ...rest } = quote;
  const times = definedFields({
    pickupAt: instantOf(pickupAt),
    dropoffAt: instantOf(dropoffAt),
    expiresAt: instantOf(expiresAt),
  });
  return { kind: 'ok', value: { ...rest, ...times } };
};

const deliveryPath = (deliveryId: string): string => `/deliveries/${encodeURIComponent(deliveryId)}`;

const replyReader =
  (clock: Clock, { adapter, idOf, meaningOf }: CourierApi) =>
  (reply: CallOutcome<HttpReply>, action: CourierAction): CallOutcome<CreatedDelivery> =>
    reply.kind === 'ok'
      ? deliveryReplyOf(adapter, reply.value, clock, { idOf, meaningOf: (refusal) => meaningOf(refusal, action) })
      : reply;

/** The client of a provider of deliveries by courier: quotes, deliveries, and what became of them. */
export const courierClient = (clock: Clock, api: CourierApi): CarrierClient => {
  const { adapter, call } = api;
  const read = replyReader(clock, api);
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
      const made = read(await call('POST', api.creationPath(request), api.deliveryBody(request)), 'create');
      const isMadeBefore = made.kind === 'refused' && made.meaning === 'duplicate' && api.isKnownByReference === true;
      return isMadeBefore ? read(await call('GET', deliveryPath(request.reference)), 'create') : made;
    },
    ...(api.isKnownByReference && {
      findDelivery: async (reference: string) => read(await call('GET', deliveryPath(reference)), 'create'),
    }),
    cancelDelivery: async (deliveryId) =>
      read(await call(api.cancelMethod, `${deliveryPath(deliveryId)}/cancel`, {}), 'cancel'),
  };
};
