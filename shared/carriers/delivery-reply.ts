import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import { definedFields } from '../defined-fields.ts';
import type { CarrierAdapter } from './carrier.ts';
import type { CallOutcome, CreatedDelivery, RefusalMeaning } from './carrier-client.ts';
import type { HttpReply } from './http-call.ts';
import { httpsAddress } from './https-address.ts';
import { text } from './wire-schema.ts';

const problem = z.object({
  code: text,
  message: text,
  field_errors: z.array(z.object({ field: text })).catch([]),
});

/** A refusal as its provider words it. */
export interface RefusalFields {
  readonly status: number;
  readonly code: string;
  /** Of the request, that are not right. */
  readonly fields: readonly string[];
}

/** What a refusal means; `undefined` where the code says it to people only. */
export type MeaningOf = (refusal: RefusalFields) => RefusalMeaning | undefined;

/** What a provider says to a request that it does not carry out. */
export const refusalOf = (
  { json, status }: HttpReply,
  meaningOf: MeaningOf = () => undefined,
): CallOutcome<never> | undefined => {
  if (status < 400) return undefined;
  const read = problem.safeParse(json);
  const { code = `Status${status}`, message = '', field_errors = [] } = read.success ? read.data : {};
  if (status === 404) return { kind: 'notFound', code };
  const fields = field_errors.flatMap(({ field }) => field ?? []);
  return { kind: 'refused', code, message, ...definedFields({ meaning: meaningOf({ status, code, fields }) }) };
};

const tracked = z.object({ tracking_url: text });

/** A delivery as its provider returns it after it was made or cancelled. */
export const deliveryReplyOf = (
  adapter: Pick<CarrierAdapter, 'parse'>,
  reply: HttpReply,
  clock: Clock,
  { idOf, meaningOf }: { readonly idOf: (json: unknown) => string | undefined; readonly meaningOf: MeaningOf },
): CallOutcome<CreatedDelivery> => {
  const refused = refusalOf(reply, meaningOf);
  if (refused !== undefined) return refused;
  const update = adapter.parse(reply.json, clock.now().toISOString());
  const deliveryId = idOf(reply.json);
  if (!update.ok || deliveryId === undefined) return { kind: 'malformed', code: 'delivery' };
  const read = tracked.safeParse(reply.json);
  const trackingUrl = httpsAddress(read.success ? read.data.tracking_url : undefined);
  return { kind: 'ok', value: { deliveryId, update, ...(trackingUrl !== undefined && { trackingUrl }) } };
};
