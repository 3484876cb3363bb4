import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import type { CarrierAdapter } from './carrier.ts';
import type { CallOutcome, CreatedDelivery } from './carrier-client.ts';
import type { HttpReply } from './http-call.ts';
import { httpsAddress } from './https-address.ts';
import { text } from './wire-schema.ts';

const problem = z.object({ code: text, message: text });

/** What a provider says to a request that it does not carry out. */
export const refusalOf = ({ json, status }: HttpReply): CallOutcome<never> | undefined => {
  if (status < 400) return undefined;
  const read = problem.safeParse(json);
  const { code = `Status${status}`, message = '' } = read.success ? read.data : {};
  return status === 404 ? { kind: 'notFound', code } : { kind: 'refused', code, message };
};

const tracked = z.object({ tracking_url: text });

/** A delivery as its provider returns it after it was made or cancelled. */
export const deliveryReplyOf = (
  adapter: Pick<CarrierAdapter, 'parse'>,
  reply: HttpReply,
  clock: Clock,
  idOf: (json: unknown) => string | undefined,
): CallOutcome<CreatedDelivery> => {
  const refused = refusalOf(reply);
  if (refused !== undefined) return refused;
  const update = adapter.parse(reply.json, clock.now().toISOString());
  const deliveryId = idOf(reply.json);
  if (!update.ok || deliveryId === undefined) return { kind: 'malformed', code: 'delivery' };
  const read = tracked.safeParse(reply.json);
  const trackingUrl = httpsAddress(read.success ? read.data.tracking_url : undefined);
  return { kind: 'ok', value: { deliveryId, update, ...(trackingUrl !== undefined && { trackingUrl }) } };
};
