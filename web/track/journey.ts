import { eachOnce, type TimelineEntry } from '../../client/src/parts/timeline-entries.ts';
import { UNKNOWN_CARRIER } from '../../shared/contract/unknown-carrier.ts';
import { itemsText, parcelsText, statusText, withScanReason } from '../../shared/i18n/describe.ts';
import type { DeliveryWindow } from '../../shared/orders/model/estimate.ts';
import type { ItemCounts } from '../../shared/orders/model/item-count.ts';
import type { ScanLocation, ScanReason } from '../../shared/orders/model/order.ts';
import type { ShopFace } from '../../shared/shops/shop.ts';
import { notableMilestone } from '../../shared/workflows/notable-milestone.ts';
import { type Progress, pathOf, progressOf } from '../../shared/workflows/progress.ts';
import type { FulfilmentType, Milestone, Phase } from '../../shared/workflows/workflow.ts';
import type { PageTexts } from './texts-shape.ts';

/** One line of what happened, newest first. */
export interface JourneyEntry {
  readonly what: string;
  readonly where?: string;
  readonly at: string;
}

/** What the page shows, however it was learnt. */
export interface Journey {
  readonly reference: string;
  readonly headline: string;
  readonly status: string;
  readonly progress: Progress;
  /** `1 of 2 parcels delivered`, `3 of 5 items are on their way`, where it is so. */
  readonly parcels: string | undefined;
  readonly deliveryWindow: DeliveryWindow | undefined;
  /** Who says so, in the page's language. */
  readonly estimateReason: string | undefined;
  /** Whose order it is. */
  readonly shop: ShopFace | undefined;
  readonly entries: readonly JourneyEntry[];
}

interface Status {
  readonly workflow: { readonly id: string };
  readonly status: string;
  readonly phase: Phase;
  readonly estimateReason: string | null;
}

interface ParcelCount {
  readonly total: number;
  readonly delivered: number;
}

/** Response of the public tracking route, as far as the page reads it. */
export interface TrackingResponse extends Status {
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly carrierName: string;
  readonly milestone: Milestone | null;
  readonly parcels: ParcelCount;
  readonly itemCounts: ItemCounts | null;
  readonly deliveryWindow: DeliveryWindow | null;
  readonly shop: ShopFace | null;
  readonly scans: readonly {
    readonly milestone: Milestone;
    readonly reason?: ScanReason;
    readonly occurredAt: string;
    readonly location?: ScanLocation;
  }[];
}

/** Responses of the routes that the holder of a link may call. */
export interface StatusResponse extends Status {
  readonly orderNumber: string;
  readonly fulfilmentType: FulfilmentType;
  readonly parcels: readonly { readonly milestone: Milestone | null }[];
  readonly shop: ShopFace | null;
  readonly itemCounts: ItemCounts | null;
  readonly deliveryWindow: DeliveryWindow | null;
}
export interface TimelineResponse {
  readonly trackingInfo: { readonly parcels: ParcelCount } | null;
  readonly timeline: readonly TimelineEntry[];
}

const placeOf = (location: ScanLocation | undefined): string | undefined => {
  const parts = [location?.city, location?.region, location?.country].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
};

/** Of entries as they happened. The last of one moment is on top: a scan can lead to two steps. */
const newestFirst = (entries: readonly JourneyEntry[]): readonly JourneyEntry[] =>
  [...entries].reverse().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));

const entryOf = (what: string, at: string, location: ScanLocation | undefined): JourneyEntry => {
  const where = placeOf(location);
  return { what, at, ...(where !== undefined && { where }) };
};

const partlyText = (count: ParcelCount | undefined, items: ItemCounts | null, texts: PageTexts): string | undefined => {
  const isPart = count && count.delivered > 0 && count.delivered < count.total;
  const parts = [isPart ? parcelsText(texts, count) : '', items ? itemsText(texts, texts.language, items) : ''];
  return parts.filter((part) => part !== '').join(' · ') || undefined;
};

/** How far one parcel is; a parcel that no carrier has seen, or only said something about, is where its order is. */
const PARCEL_PHASES: Readonly<Record<Milestone, Phase | undefined>> = {
  label_created: undefined,
  picked_up: 'in_transit',
  in_transit: 'in_transit',
  arrived_at_facility: 'in_transit',
  customs: 'in_transit',
  out_for_delivery: 'out_for_delivery',
  available_for_pickup: 'out_for_delivery',
  delivery_attempted: 'out_for_delivery',
  delivered: 'delivered',
  delayed: 'delayed',
  exception: 'exception',
  returning: 'exception',
  returned: 'returned',
  cancelled: 'cancelled',
  unknown: undefined,
};

const headlineOf = (status: Status, milestones: readonly (Milestone | null)[], texts: PageTexts): string => {
  const notable = notableMilestone(status.phase, milestones);
  return notable === undefined ? statusText(texts, status) : texts.milestones[notable];
};

/** Of several parcels the order shows the one that is least far; a request for one parcel gets that one. */
const aboutParcel = (
  response: TrackingResponse,
  texts: PageTexts,
): { readonly headline: string; readonly phase: Phase } => {
  const { milestone, parcels } = response;
  if (parcels.total < 2) return { headline: headlineOf(response, [milestone], texts), phase: response.phase };
  const phase = milestone === null ? undefined : PARCEL_PHASES[milestone];
  return milestone === null || phase === undefined
    ? { headline: statusText(texts, response), phase: response.phase }
    : { headline: texts.milestones[milestone], phase };
};

/** Nobody reads that a carrier is unknown. */
const carrierOf = ({ carrier, carrierName }: TrackingResponse): readonly string[] =>
  carrier === UNKNOWN_CARRIER ? [] : [carrierName];

export const journeyOfParcel = (response: TrackingResponse, texts: PageTexts): Journey => {
  const { headline, phase } = aboutParcel(response, texts);
  return {
    reference: [...carrierOf(response), response.trackingNumber].join(' '),
    headline,
    status: response.status,
    progress: progressOf(phase, 'shipping'),
    parcels: partlyText(response.parcels, response.itemCounts, texts),
    deliveryWindow: response.deliveryWindow ?? undefined,
    estimateReason: response.estimateReason ?? undefined,
    shop: response.shop ?? undefined,
    entries: newestFirst(
      [...response.scans]
        .reverse()
        .map(({ milestone, reason, occurredAt, location }) =>
          entryOf(withScanReason(texts, texts.milestones[milestone], reason), occurredAt, location),
        ),
    ),
  };
};

export const journeyOfOrder = (
  status: StatusResponse,
  { timeline, trackingInfo }: TimelineResponse,
  texts: PageTexts,
): Journey => ({
  reference: `${texts.order} ${status.orderNumber}`,
  headline: headlineOf(
    status,
    status.parcels.map(({ milestone }) => milestone),
    texts,
  ),
  status: status.status,
  progress: progressOf(status.phase, pathOf(status)),
  parcels: partlyText(trackingInfo?.parcels, status.itemCounts, texts),
  deliveryWindow: status.deliveryWindow ?? undefined,
  estimateReason: status.estimateReason ?? undefined,
  shop: status.shop ?? undefined,
  entries: newestFirst(
    eachOnce(timeline).map(({ description, timestamp, location }) => entryOf(description, timestamp, location)),
  ),
});
