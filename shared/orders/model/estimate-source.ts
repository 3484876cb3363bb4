/** Who says when the order comes: its carrier, the shop, or the carrier's history. */
export const ESTIMATE_SOURCES = ['carrier', 'promise', 'history'] as const;
export type EstimateSource = (typeof ESTIMATE_SOURCES)[number];

/** How near the parcels that something was learnt from are to another: its very countries, its service, or its carrier. */
export const TRANSIT_SCOPES = ['route', 'service', 'carrier'] as const;
export type TransitScope = (typeof TRANSIT_SCOPES)[number];
