import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CARRIER_TRAPS } from '../../../docs/generators/carrier-traps.ts';
import { adapter as sendgrid } from '../../../shared/notifications/channels/email/sendgrid/receipts.ts';
import { adapter as twilio } from '../../../shared/notifications/channels/sms/twilio/receipts.ts';
import { holding, requestOf } from '../notifications/receipts/requests.ts';
import { readParcel } from './support/read.ts';

describe('the traps of carriers’ APIs', () => {
  it('are twelve, each with a test that is there under its name', () => {
    expect(CARRIER_TRAPS.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    for (const { file, test } of CARRIER_TRAPS)
      expect(readFileSync(file, 'utf8').includes(`'${test}'`), `${file}: ${test}`).toBe(true);
  });

  it('FedEx on the vehicle: the code says it, and the derived code does not', () => {
    const scanLocation = { city: 'MIAMI', stateOrProvinceCode: 'FL', postalCode: '33178', countryCode: 'US' };
    const payload = {
      transactionId: 'APIF_SV_TRKC_TxID202739ff-ec85-498a-aefa-f9a4a03c436b',
      output: {
        alerts: [{ code: 'VIRTUAL.RESPONSE', message: 'This is a Virtual Response.' }],
        completeTrackResults: [
          {
            trackingNumber: '231300687629630',
            trackResults: [
              {
                trackingNumberInfo: {
                  trackingNumber: '231300687629630',
                  trackingNumberUniqueId: '12013~231300687629630~FDEG',
                  carrierCode: 'FDXG',
                },
                latestStatusDetail: {
                  code: 'OD',
                  derivedCode: 'IT',
                  statusByLocale: 'In transit',
                  description: 'On FedEx vehicle for delivery',
                  scanLocation: { ...scanLocation, residential: false, countryName: 'United States' },
                },
                dateAndTimes: [{ type: 'SHIP', dateTime: '2026-03-01T00:00:00-06:00' }],
                scanEvents: [
                  {
                    date: '2026-03-04T06:55:00-05:00',
                    eventType: 'OD',
                    eventDescription: 'On FedEx vehicle for delivery',
                    exceptionCode: '',
                    exceptionDescription: '',
                    scanLocation,
                    locationId: '3332',
                    locationType: 'VEHICLE',
                    derivedStatusCode: 'IT',
                    derivedStatus: 'In transit',
                  },
                ],
                deliveryDetails: { deliveryAttempts: '0' },
                estimatedDeliveryTimeWindow: { window: {} },
              },
            ],
          },
        ],
      },
    };
    const { scans } = readParcel('fedex', payload);
    expect(scans.map(({ milestone, occurredAt }) => [milestone, occurredAt])).toEqual([
      ['out_for_delivery', '2026-03-04T11:55:00.000Z'],
    ]);
  });

  it('SendGrid signs the line end behind the body', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const secret = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const body = '[{"event":"delivered"}]\r\n';
    const headers = {
      'x-twilio-email-event-webhook-timestamp': '1700000000',
      'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(`1700000000${body}`), privateKey).toString(
        'base64',
      ),
    };
    const isBelieved = async (text: string) =>
      (await sendgrid.verify(requestOf(text, { headers }), holding(secret), new Date())).ok;
    expect(await isBelieved(body)).toBe(true);
    expect(await isBelieved(body.trimEnd())).toBe(false);
  });

  it('Twilio signs the public address with its query', async () => {
    const form = 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212';
    const headers = { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' };
    const isBelieved = async (url: string) =>
      (await twilio.verify(requestOf(form, { headers, url }), holding('AC1:12345'), new Date())).ok;
    expect(await isBelieved('https://mycompany.com/myapp.php?foo=1&bar=2')).toBe(true);
    expect(await isBelieved('https://mycompany.com/myapp.php')).toBe(false);
    expect(await isBelieved('https://abc.execute-api.eu-west-1.amazonaws.com/myapp.php?foo=1&bar=2')).toBe(false);
  });
});
