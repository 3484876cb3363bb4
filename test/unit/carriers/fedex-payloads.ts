/** Bodies in FedEx's form, as its sandbox returns them. */

export interface ScanGiven {
  readonly date: string;
  readonly eventType: string;
  readonly eventDescription?: string;
  readonly exceptionCode?: string;
  readonly exceptionDescription?: string;
  readonly derivedStatusCode?: string;
  readonly scanLocation?: object;
}

export interface ResultGiven {
  readonly trackingNumber?: string;
  readonly uniqueId?: string;
  readonly latest?: object;
  readonly dates?: readonly object[];
  readonly scans?: readonly ScanGiven[];
  readonly more?: object;
}

export const trackResult = (given: ResultGiven): object => ({
  trackingNumberInfo: {
    trackingNumber: given.trackingNumber ?? '',
    trackingNumberUniqueId: given.uniqueId ?? '12013~1~FDEG',
    carrierCode: 'FDXG',
  },
  latestStatusDetail: given.latest ?? {},
  dateAndTimes: given.dates ?? [],
  scanEvents: (given.scans ?? []).map((scan) => ({
    eventDescription: scan.eventType,
    exceptionCode: '',
    exceptionDescription: '',
    scanLocation: {
      streetLines: [''],
      city: 'MIAMI',
      stateOrProvinceCode: 'FL',
      postalCode: '33178',
      countryCode: 'US',
    },
    derivedStatusCode: 'IT',
    ...scan,
  })),
  estimatedDeliveryTimeWindow: { window: {} },
  deliveryDetails: { deliveryAttempts: '0' },
  ...given.more,
});

export const payload = (
  ...parcels: readonly { readonly number: unknown; readonly results: readonly object[] }[]
): object => ({
  transactionId: 'APIF_SV_TRKC_TxID1',
  output: {
    completeTrackResults: parcels.map(({ number, results }) => ({ trackingNumber: number, trackResults: results })),
  },
});
