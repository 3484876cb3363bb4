import type { CarrierDescriptor } from '../../contract/carrier-descriptor.ts';
import { fillsToTenOver, withoutLast } from '../check-digits.ts';
import { fitsExpressWeights } from './check-digits.ts';

export const fedex: CarrierDescriptor<'fedex'> = {
  id: 'fedex',
  name: 'FedEx',
  numberFormats: [
    { format: 'express', pattern: /^\d{12}$/, fits: fitsExpressWeights(11, [3, 1, 7]), isDistinctive: false },
    { format: 'ground', pattern: /^\d{15}$/, fits: fillsToTenOver(withoutLast, 1, 3), isDistinctive: false },
    {
      format: 'ground_96',
      pattern: /^96\d{20}$/,
      fits: fillsToTenOver((number) => number.slice(-15, -1), 1, 3),
      isDistinctive: true,
    },
    {
      format: 'express_34',
      pattern: /^(?:[0-8]\d|96)\d{32}$/,
      fits: fitsExpressWeights(13, [1, 7, 3]),
      isDistinctive: true,
    },
    {
      format: 'ground_sscc',
      pattern: /^\d{18}$/,
      fits: fillsToTenOver((number) => number.slice(2, -1), 3, 1),
      isDistinctive: false,
    },
    {
      format: 'ground_economy',
      pattern: /^(?:\d{20}|92\d{20})$/,
      fits: fillsToTenOver((number) => (number.length === 20 ? `92${withoutLast(number)}` : withoutLast(number)), 3, 1),
      isDistinctive: false,
    },
  ],
  exampleNumbers: ['986578788855', '449044304137821'],
  trackingPage: { url: 'https://www.fedex.com/fedextrack/?trknbr={number}' },
  webhook: {
    // One sentence of FedEx's documentation says hex, its code base64 of the same HMAC: both are accepted.
    // https://developer.fedex.com/api/en-us/catalog/shipment-visibility-webhook.html
    scheme: { kind: 'hmac_sha256', headers: ['fdx-signature'], encodings: ['base64', 'hex'] },
    secret: 'the security token of the webhook subscription (26–100 characters, upper, lower, digit)',
    publishedRanges: ['20.65.16.22/31'],
  },
  // 1,400 transactions in ten seconds; the quota a day is by contract.
  // https://developer.fedex.com/api/en-us/guides/ratelimits.html
  poll: { numbersPerCall: 30, quotas: [{ calls: 1_400, seconds: 10 }] },
  api: { urls: { api: 'https://apis.fedex.com' }, credentials: ['clientId', 'clientSecret'] },
  capabilities: ['webhook', 'track'],
};
