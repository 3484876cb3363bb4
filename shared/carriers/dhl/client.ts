import { outcomeOfStatus } from '../call-outcome.ts';
import type { CallOutcome, ClientContext, MakeCarrierClient, Subscription } from '../carrier-client.ts';
import type { HttpReply, HttpRequest } from '../http-call.ts';
import { trackReplyOf } from '../track-reply.ts';
import { adapter } from './adapter.ts';

type Request = Omit<HttpRequest, 'url' | 'headers'> & { readonly path: string };

const caller =
  ({ urls, credentials, http, clock }: ClientContext) =>
  async ({ path, ...request }: Request): Promise<CallOutcome<HttpReply>> => {
    const { apiKey = '' } = await credentials();
    const headers = { 'DHL-API-Key': apiKey, 'content-type': 'application/json' };
    const reply = await http({ ...request, url: `${urls.api}${path}`, headers });
    if ('failure' in reply) return { kind: 'unavailable', code: reply.failure };
    return outcomeOfStatus(reply, clock) ?? { kind: 'ok', value: reply };
  };

/** Shipment Tracking Unified, one number in a call, and Unified Push. The key does not end. */
export const makeClient: MakeCarrierClient = (context) => {
  const call = caller(context);
  return {
    track: async (numbers) => {
      const number = encodeURIComponent(numbers[0] ?? '');
      const reply = await call({ method: 'GET', path: `/track/shipments?trackingNumber=${number}&language=en` });
      return reply.kind === 'ok' ? trackReplyOf(adapter, reply.value, context.clock, numbers.slice(0, 1)) : reply;
    },
    /** DHL then asks the hook to confirm: see `handshake` of the adapter. */
    subscribe: async (numbers, { url, secret }) => {
      const authentication = { type: 'ApiKeyAuthentication', header: 'x-dhl-hook-key', token: secret };
      const reply = await call({
        method: 'POST',
        path: '/tracking/push/v1/subscription',
        body: JSON.stringify({
          hook: { uri: url, authentication },
          format: 'Default',
          type: 'Shipment',
          events: ['Pre-Transit', 'Transit', 'Delivered', 'Failure', 'Unknown'],
          shipmentIDs: numbers,
        }),
      });
      if (reply.kind !== 'ok') return reply;
      if (reply.value.status >= 400) return { kind: 'malformed', code: `Status${reply.value.status}` };
      const value: Subscription = { accepted: numbers, refused: [] };
      return { kind: 'ok', value };
    },
  };
};
