/// <reference lib="dom" />

import type { TimelineEntry } from '../../client/src/parts/timeline-entries.ts';
import {
  type Journey,
  journeyOfOrder,
  journeyOfParcel,
  type StatusResponse,
  type TimelineResponse,
  type TrackingResponse,
} from './journey.ts';
import type { PageTexts } from './texts-shape.ts';

/** What the page follows: a parcel, for anybody; or an order, for the holder of a link to it. */
export type Followed =
  | { readonly kind: 'parcel'; readonly trackingNumber: string }
  | { readonly kind: 'order'; readonly orderId: string; readonly token: string };

export type Loaded =
  /** `brought`: by the document, as it was when it was written. */
  | { readonly outcome: 'journey' | 'brought'; readonly journey: Journey }
  /** A number may be known later; a link that does not open its order never will. */
  | { readonly outcome: 'same' | 'unknown' | 'link_ended' };

export const topicOf = (followed: Followed): string =>
  followed.kind === 'parcel' ? `track:${followed.trackingNumber}` : `order:${followed.orderId}`;

/** The API does not distinguish what does not exist from what the caller may not see. */
const isRefused = ({ status }: Response): boolean => status === 401 || status === 403 || status === 404;

/** Asks for what is new only: a response that has not changed costs next to nothing. */
const conditional = (known?: string) => {
  let etag: string | null = known ?? null;
  return async (path: string): Promise<Response> => {
    const response = await fetch(path, {
      cache: 'no-store',
      headers: { accept: 'application/json', ...(etag !== null && { 'if-none-match': etag }) },
    });
    if (response.ok) etag = response.headers.get('etag');
    return response;
  };
};

const failIfBroken = (response: Response): void => {
  if (!response.ok) throw new Error(`The service returned ${response.status}`);
};

/** The parcel as the page itself brought it, with the response's tag. */
export interface Known {
  readonly response: TrackingResponse;
  readonly etag: string;
}

const parcelSource = (trackingNumber: string, texts: PageTexts, known?: Known): (() => Promise<Loaded>) => {
  let brought = known?.response;
  const get = conditional(known?.etag);
  const path = `/api/orders/track/${encodeURIComponent(trackingNumber)}?limit=50&locale=${texts.language}`;
  return async () => {
    if (brought !== undefined) {
      const journey = journeyOfParcel(brought, texts);
      brought = undefined;
      return { outcome: 'brought', journey };
    }
    const response = await get(path);
    if (response.status === 304) return { outcome: 'same' };
    if (isRefused(response)) return { outcome: 'unknown' };
    failIfBroken(response);
    return { outcome: 'journey', journey: journeyOfParcel((await response.json()) as TrackingResponse, texts) };
  };
};

interface TimelinePage extends TimelineResponse {
  readonly pagination: { readonly nextCursor: string | null };
}

/** Pages come oldest first, and what happened last is what the reader came for. */
const MAX_PAGES = 20;

const wholeTimeline = async (path: string): Promise<TimelineResponse> => {
  const timeline: TimelineEntry[] = [];
  let next = '';
  for (let read = 1; ; read += 1) {
    const response = await fetch(`${path}${next}`, { cache: 'no-store' });
    failIfBroken(response);
    const page = (await response.json()) as TimelinePage;
    timeline.push(...page.timeline);
    const { nextCursor } = page.pagination;
    if (nextCursor === null || read === MAX_PAGES) return { ...page, timeline };
    next = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
};

const orderSource = (orderId: string, token: string, texts: PageTexts): (() => Promise<Loaded>) => {
  const get = conditional();
  const path = (route: string): string =>
    `/api/orders/${encodeURIComponent(orderId)}/${route}&token=${encodeURIComponent(token)}`;
  return async () => {
    const response = await get(path('status?limit=1'));
    if (response.status === 304) return { outcome: 'same' };
    if (isRefused(response)) return { outcome: 'link_ended' };
    failIfBroken(response);
    const status = (await response.json()) as StatusResponse;
    const timeline = await wholeTimeline(path(`timeline?limit=100&locale=${texts.language}`));
    return { outcome: 'journey', journey: journeyOfOrder(status, timeline, texts) };
  };
};

export const sourceOf = (followed: Followed, texts: PageTexts, known?: Known): (() => Promise<Loaded>) =>
  followed.kind === 'parcel'
    ? parcelSource(followed.trackingNumber, texts, known)
    : orderSource(followed.orderId, followed.token, texts);
