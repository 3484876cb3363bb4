/** Carriers and delivery providers that have a webhook path. Merchants may name others: those are only shown. */
export const KNOWN_CARRIERS = ['fedex', 'ups', 'dhl', 'correos', 'uber', 'doordash'] as const;
export type KnownCarrier = (typeof KNOWN_CARRIERS)[number];

export const isKnownCarrier = (name: string): name is KnownCarrier => KNOWN_CARRIERS.some((known) => known === name);

/**
 * Whether a carrier's news may be of a parcel that was registered under a name. Carriers share numbers, so another
 * carrier's parcel of the same number is left alone; a name that is nobody's (`fedex_ground`) may mean any of them.
 */
export const mayCarry = (carrier: string, registeredAs: string): boolean =>
  carrier === registeredAs || !isKnownCarrier(registeredAs);
