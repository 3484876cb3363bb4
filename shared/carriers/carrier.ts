import type { Instant } from '../calendar/instant.ts';
import type { FieldError } from '../contract/problem.ts';
import type { ParcelReference } from '../orders/commands/command.ts';
import type { Estimate } from '../orders/model/estimate.ts';
import type { Scan } from '../orders/model/order.ts';
import type { ParcelFacts } from '../orders/model/parcel-facts.ts';

/** Who brings an order, as a delivery provider says. */
export interface Courier {
  /** The same courier of the same provider has the same. */
  readonly courierId: string;
  readonly name: string;
  readonly phone?: string;
  readonly vehicle?: string;
}

/** Where a courier was. */
export interface CourierPosition {
  readonly lat: number;
  readonly lng: number;
  readonly at: Instant;
}

/** What a delivery provider reports beside the scans: its deliveries are made for one order, which it knows by our id. */
export interface DeliveryReport {
  /** The order's id, as the delivery was made with it. */
  readonly orderReference: string;
  readonly asOf: Instant;
  readonly courier?: Courier;
  readonly position?: CourierPosition;
}

/** What a carrier reports of one parcel, or a delivery provider of one delivery. */
export interface TrackingUpdate {
  readonly trackingNumber: string;
  /** Oldest first, each once. */
  readonly scans: readonly Scan[];
  readonly estimatedDelivery?: Estimate;
  readonly facts?: ParcelFacts;
  readonly reference?: ParcelReference;
  readonly delivery?: DeliveryReport;
  /** Whose parcel it is, where the sender speaks for others. */
  readonly carrier?: string;
  /** A piece that nobody need know by its own number: not parked where no order has it. */
  readonly isPiece?: true;
}

/** Something in a payload that was understood to be beyond understanding: counted and logged, never guessed. */
export type ParseIssue =
  | { readonly kind: 'unknown_code'; readonly trackingNumber: string; readonly code: string }
  /** A scan that cannot be placed in time. */
  | { readonly kind: 'dateless_scan'; readonly trackingNumber: string; readonly code: string }
  /** The carrier responds for the parcel, but does not know it. */
  | { readonly kind: 'not_found'; readonly trackingNumber: string; readonly code: string }
  /** An older shipment under a number that the carrier has used again. */
  | { readonly kind: 'older_shipment'; readonly trackingNumber: string; readonly code: string }
  /** An estimate more than two years ahead. */
  | { readonly kind: 'far_estimate'; readonly trackingNumber: string; readonly code: string }
  /** The carrier says that it will send nothing more of a subscription. */
  | { readonly kind: 'subscription_failed'; readonly code: string }
  | { readonly kind: 'unreadable'; readonly trackingNumber?: string; readonly code: string };

export type CarrierUpdate =
  | { readonly ok: true; readonly parcels: readonly TrackingUpdate[]; readonly issues: readonly ParseIssue[] }
  /** The payload is not of the carrier's form at all. */
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** A call of the carrier's API, below its base address: `POST` without a body. */
export interface HandshakeCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * One carrier's wire format, translated into Wismo's words: what `shared/carriers/<id>/adapter.ts` exports as `adapter`.
 * No adapter knows orders, stores or HTTP; how the sender is verified is in the carrier's descriptor.
 */
export interface CarrierAdapter {
  /** The carrier's own event id, else a digest: the same delivery sent again has the same. */
  eventId(rawBody: Uint8Array, payload: unknown): string;
  /** Total: returns a result for any JSON value, and never throws. */
  parse(payload: unknown, recordedAt: Instant): CarrierUpdate;
  /** The call by which we confirm that we want the carrier's webhooks, where the payload asks for it. */
  handshake?(payload: unknown): HandshakeCall | undefined;
}
