import * as z from 'zod';
import { daysAfter } from '../../calendar/durations.ts';
import { authorizedCalls, fetchClientToken } from '../access-token.ts';
import type { MakeCarrierClient, Subscription } from '../carrier-client.ts';
import { trackReplyOf } from '../track-reply.ts';
import { adapter } from './adapter.ts';

/** A subscription of Track Alert ends by itself after two weeks, and reports nothing of what happened before it. */
const SUBSCRIPTION_DAYS = 14;

const subscribed = z.object({
  validTrackingNumbers: z.array(z.string()).default([]),
  invalidTrackingNumbers: z.array(z.string()).default([]),
});

/** UPS Track, one number in a call, and Track Alert v1, a hundred. */
export const makeClient: MakeCarrierClient = (context) => {
  const { urls, credentials, http, clock, ids } = context;
  const call = authorizedCalls({ http, clock }, async () => {
    const { clientId = '', clientSecret = '' } = await credentials();
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    return fetchClientToken(
      { http, clock },
      {
        url: `${urls.api}/security/v1/oauth/token`,
        form: { grant_type: 'client_credentials' },
        headers: { authorization: `Basic ${basic}` },
      },
    );
  });
  const headersOf = (authorization: Readonly<Record<string, string>>) => ({
    ...authorization,
    'content-type': 'application/json',
    transId: ids.ulid(clock.now()),
    transactionSrc: 'wismo',
  });
  return {
    track: async (numbers) => {
      const number = encodeURIComponent(numbers[0] ?? '');
      const reply = await call((authorization) => ({
        method: 'GET',
        url: `${urls.api}/api/track/v1/details/${number}?locale=en_US&returnSignature=false&returnPOD=false`,
        headers: headersOf(authorization),
      }));
      return reply.kind === 'ok' ? trackReplyOf(adapter, reply.value, clock, numbers.slice(0, 1)) : reply;
    },
    subscribe: async (numbers, hook) => {
      const reply = await call((authorization) => ({
        method: 'POST',
        url: `${urls.api}/api/track/v1/subscription/standard/package`,
        headers: headersOf(authorization),
        body: JSON.stringify({
          locale: 'en_US',
          trackingNumberList: numbers,
          destination: { url: hook.url, credentialType: 'Bearer', credential: hook.secret },
        }),
      }));
      if (reply.kind !== 'ok') return reply;
      const read = subscribed.safeParse(reply.value.json);
      if (reply.value.status >= 400 || !read.success) return { kind: 'malformed', code: `Status${reply.value.status}` };
      const value: Subscription = {
        accepted: read.data.validTrackingNumbers,
        refused: read.data.invalidTrackingNumbers,
        endsAt: daysAfter(clock.now(), SUBSCRIPTION_DAYS),
      };
      return { kind: 'ok', value };
    },
  };
};
