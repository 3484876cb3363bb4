import type { CarrierDescriptor } from '../../contract/carrier-descriptor.ts';
import { fillsToTen, fillsToTenOver, lastDigit } from '../check-digits.ts';

/** Letters count by their place in the alphabet, offset so that `A` is 2. */
const fits1Z = (number: string): boolean => {
  const serial = [...number.slice(2, -1)].map((character) =>
    character >= 'A' ? (character.charCodeAt(0) - 3) % 10 : Number(character),
  );
  return fillsToTen(serial, 1, 2) === lastDigit(number);
};

export const ups: CarrierDescriptor<'ups'> = {
  id: 'ups',
  name: 'UPS',
  numberFormats: [
    { format: '1Z', pattern: /^1Z[A-Z0-9]{15}\d$/, fits: fits1Z, isDistinctive: true },
    // As people copy it, with a character too few or too many: no other carrier's numbers begin so.
    { format: '1Z_miscopied', pattern: /^1Z(?![A-Z0-9]{15}\d$)[A-Z0-9]{10,20}$/, isDistinctive: true },
    { format: 'roadie', pattern: /^1R(?:[0-9A-Z]{14}|[0-9A-Z]{26})$/, isDistinctive: true },
    {
      format: 'waybill',
      pattern: /^[AHJKTV]\d{10}$/,
      fits: fillsToTenOver((number) => number.slice(1, -1), 1, 2),
      isDistinctive: true,
    },
  ],
  trackingPage: { url: 'https://www.ups.com/track?tracknum={number}' },
  webhook: {
    // Track Alert v1, and v2 by the key that is set in UPS's portal. There is no HMAC in either, and a bearer of v2 that
    // comes beside the key is not looked at: whoever issues it is the subscriber's choice.
    scheme: { kind: 'shared_value', headers: ['credential', 'x-api-key'] },
    secret: 'the credential that the Track Alert subscription was given, or the API key of version 2',
  },
  poll: { numbersPerCall: 1, quotas: [] },
  subscription: { numbersPerCall: 100 },
  api: { urls: { api: 'https://onlinetools.ups.com' }, credentials: ['clientId', 'clientSecret'] },
  capabilities: ['webhook', 'track', 'subscribe'],
};
