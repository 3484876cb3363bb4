import * as z from 'zod';
import { authorizedCalls, clientForm, fetchClientToken } from '../access-token.ts';
import type { MakeCarrierClient } from '../carrier-client.ts';
import { trackReplyOf } from '../track-reply.ts';
import { adapter } from './adapter.ts';

const several = z.object({ output: z.object({ completeTrackResults: z.array(z.unknown()) }) });

const split = (json: unknown): readonly unknown[] => {
  const read = several.safeParse(json);
  const results = read.success ? read.data.output.completeTrackResults : [];
  return results.map((result) => ({ output: { completeTrackResults: [result] } }));
};

/** FedEx Basic Integrated Visibility: up to 30 numbers in a call. Its webhooks are subscribed to in its portal. */
export const makeClient: MakeCarrierClient = (context) => {
  const { urls, credentials, http, clock, ids } = context;
  const call = authorizedCalls({ http, clock }, async () => {
    const form = clientForm(await credentials());
    return fetchClientToken({ http, clock }, { url: `${urls.api}/oauth/token`, form });
  });
  return {
    track: async (numbers) => {
      const reply = await call((authorization) => ({
        method: 'POST',
        url: `${urls.api}/track/v1/trackingnumbers`,
        headers: {
          ...authorization,
          'content-type': 'application/json',
          'x-locale': 'en_US',
          'x-customer-transaction-id': ids.ulid(clock.now()),
        },
        body: JSON.stringify({
          includeDetailedScans: true,
          trackingInfo: numbers.map((trackingNumber) => ({ trackingNumberInfo: { trackingNumber } })),
        }),
      }));
      return reply.kind === 'ok' ? trackReplyOf(adapter, reply.value, clock, numbers, split) : reply;
    },
  };
};
