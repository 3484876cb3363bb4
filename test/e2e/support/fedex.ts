import { createHmac } from 'node:crypto';
import { type ApiResponse, call, local } from './api.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** A time of a day so many days ago: scans are of a parcel only while its order is about as old as they are. */
export const daysAgo = (days: number, time: string): string =>
  `${new Date(Date.now() - days * DAY_MILLISECONDS).toISOString().slice(0, 10)}T${time}`;

export interface FedexScan {
  readonly at: string;
  readonly eventType: string;
  readonly description?: string;
  /** FedEx's own summary of the scan; a trap on returns and on the last mile. */
  readonly derivedStatusCode?: string;
  readonly city?: string;
}

/** The body of a FedEx push: the same tree as its tracking response, newest scan first. */
export const fedexBody = (
  trackingNumber: string,
  scans: readonly FedexScan[],
  latestCode: string = scans.at(-1)?.eventType ?? 'IT',
  ancillaryDetails?: readonly { readonly reason: string; readonly reasonDescription: string }[],
): string =>
  JSON.stringify({
    transactionId: 'b6b1b7a0-0001-4c1a-9f62-000000000000',
    output: {
      completeTrackResults: [
        {
          trackingNumber,
          trackResults: [
            {
              trackingNumberInfo: {
                trackingNumber,
                trackingNumberUniqueId: `12026~${trackingNumber}~FDEG`,
                carrierCode: 'FDXE',
              },
              latestStatusDetail: {
                code: latestCode,
                derivedCode: 'IT',
                statusByLocale: 'In transit',
                description: '',
                ...(ancillaryDetails === undefined ? {} : { ancillaryDetails }),
              },
              dateAndTimes: [],
              scanEvents: scans.toReversed().map((scan) => ({
                date: scan.at,
                eventType: scan.eventType,
                eventDescription: scan.description ?? scan.eventType,
                exceptionCode: '',
                exceptionDescription: '',
                scanLocation: { city: scan.city ?? 'MADRID', countryCode: 'ES', postalCode: '' },
                derivedStatusCode: scan.derivedStatusCode ?? 'IT',
                derivedStatus: 'In transit',
              })),
              deliveryDetails: { deliveryAttempts: '0' },
              estimatedDeliveryTimeWindow: { window: {} },
            },
          ],
        },
      ],
    },
  });

interface Secrets {
  readonly [name: string]: { readonly current: string; readonly previous?: string };
}

export const secret = async (name: string): Promise<string> => {
  const value = (await local<Secrets>('GET', 'secrets'))[name];
  if (value === undefined) throw new Error(`the local cloud has no secret ${name}`);
  return value.current;
};

export const fedexSignature = (body: string, key: string): string =>
  createHmac('sha256', key).update(body).digest('base64');

export interface WebhookResponse {
  readonly received: boolean;
  readonly outcome: string;
}

/** Sends a body to the FedEx webhook, signed with the stage's secret unless a signature is given. */
export const sendFedex = async (body: string, signature?: string): Promise<ApiResponse<WebhookResponse>> =>
  call<WebhookResponse>('POST', '/api/webhooks/carriers/fedex', {
    body,
    headers: { 'fdx-signature': signature ?? fedexSignature(body, await secret('carriers/fedex')) },
  });
