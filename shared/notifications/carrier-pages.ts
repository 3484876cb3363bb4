interface CarrierPage {
  readonly name: string;
  /** The carrier's own page of a parcel; absent where a parcel has none. */
  readonly url?: (trackingNumber: string) => string;
}

const PAGES: Readonly<Record<string, CarrierPage>> = {
  fedex: { name: 'FedEx', url: (number) => `https://www.fedex.com/fedextrack/?trknbr=${number}` },
  ups: { name: 'UPS', url: (number) => `https://www.ups.com/track?tracknum=${number}` },
  dhl: { name: 'DHL', url: (number) => `https://www.dhl.com/global-en/home/tracking.html?tracking-id=${number}` },
  correos: {
    name: 'Correos',
    url: (number) => `https://www.correos.es/es/en/tools/tracker/items/details?tracking-number=${number}`,
  },
  uber: { name: 'Uber' },
  doordash: { name: 'DoorDash' },
};

/** What people call the carrier; an unknown one by the name that the seller gave. */
export const carrierName = (carrier: string): string => PAGES[carrier]?.name ?? carrier;

export const carrierPageUrl = (carrier: string, trackingNumber: string): string | undefined =>
  PAGES[carrier]?.url?.(encodeURIComponent(trackingNumber));
