import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../../../shared/notifications/channels/sms/sns/receipts.ts';
import { RECEIVED_AT } from './requests.ts';

/** As in https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html */
const line = (status: string, providerResponse: string, more: object = {}) => ({
  notification: { messageId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf', timestamp: '2016-06-28 00:40:34.558', ...more },
  delivery: {
    phoneCarrier: 'My Phone Carrier',
    mnc: 270,
    numberOfMessageParts: 1,
    destination: '+34600111222',
    priceInUSD: 0.00645,
    smsType: 'Transactional',
    mcc: 310,
    providerResponse,
    dwellTimeMs: 599,
    dwellTimeMsUntilDeviceAck: 1344,
  },
  status,
});
const read = (given: unknown) => readLogLine(given, RECEIVED_AT);
const gone = (reason: string) => ({ disables: { address: '+34600111222', reason } });

describe('a line of the log of texts', () => {
  it('says that a text arrived, at the time of the log', () => {
    expect(read(line('SUCCESS', 'Message has been accepted by phone carrier'))).toEqual({
      messageId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf',
      receipt: { fact: 'delivered', at: '2016-06-28T00:40:34.558Z' },
    });
  });

  it.each([
    ['Phone has opted out', 'sns_opted_out', gone('opted_out')],
    ['Invalid phone number', 'sns_invalid_number', gone('unregistered')],
    ['Phone is currently unreachable/unavailable', 'sns_unreachable', {}],
    ['Phone carrier has blocked this message', 'sns_blocked_by_carrier', {}],
    ['Blocked as spam by phone carrier', 'sns_blocked_by_carrier', {}],
    ['Destination is on a blocked list', 'sns_unknown', {}],
    ['This delivery would exceed max price', 'sns_max_price_exceeded', {}],
    ['No quota left for account', 'sns_no_quota', {}],
    ['Unknown error attempting to reach phone', 'sns_unknown', {}],
  ])('says why it did not: %s', (response, error, disables) => {
    expect(read(line('FAILURE', response))).toMatchObject({ receipt: { fact: 'bounced', error, ...disables } });
    const { receipt } = read(line('FAILURE', response)) as { receipt: object };
    expect('disables' in receipt).toBe('disables' in disables);
  });

  it.each([[undefined], ['2099-01-01 00:00:00.000'], ['yesterday']])(
    'with the time %s is of the time at which it came',
    (timestamp) => {
      expect(read(line('SUCCESS', '', { timestamp }))).toMatchObject({ receipt: { at: RECEIVED_AT } });
    },
  );

  it('that is none says so, and throws nobody out', () => {
    expect(read(line('PENDING', ''))).toBe('unknown_status: PENDING');
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(read(anything)).toBe('malformed_line');
      }),
    );
  });
});
