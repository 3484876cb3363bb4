import { authorizedCalls, clientForm, fetchClientToken } from '../access-token.ts';
import type { MakeCarrierClient } from '../carrier-client.ts';
import { trackReplyOf } from '../track-reply.ts';
import { adapter } from './adapter.ts';

/** `trackpub` v2 of Correos: one number in a call. The token is the field `idToken`, and the gateway wants the client too. */
export const makeClient: MakeCarrierClient = (context) => {
  const { urls, credentials, http, clock } = context;
  const call = authorizedCalls({ http, clock }, async () => {
    const form = clientForm(await credentials(), 'AP3 LBS RCG');
    return fetchClientToken({ http, clock }, { url: `${urls.auth}/Api/Authorize/Token`, form, field: 'idToken' });
  });
  return {
    track: async (numbers) => {
      const { clientId = '', clientSecret = '' } = await credentials();
      const number = encodeURIComponent(numbers[0] ?? '');
      const reply = await call((authorization) => ({
        method: 'GET',
        url: `${urls.api}/support/trackpub/api/v2/search/${number}`,
        headers: { ...authorization, client_id: clientId, client_secret: clientSecret },
      }));
      return reply.kind === 'ok' ? trackReplyOf(adapter, reply.value, clock, numbers.slice(0, 1)) : reply;
    },
  };
};
