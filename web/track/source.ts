/// <reference lib="dom" />
import {
  type Journey,
  journeyOfOrder,
  journeyOfParcel,
  type StatusAnswer,
  type TimelineAnswer,
  type TrackingAnswer,
} from './journey.ts';
import type { PageTexts } from './texts.ts';

/** What the page follows: a parcel, for anybody; or an order, for the holder of a link to it. */
export type Followed =
  | { readonly kind: 'parcel'; readonly trackingNumber: string }
  | { readonly kind: 'order'; readonly orderId: string; readonly token: string };

export type Loaded =
  | { readonly outcome: 'journey'; readonly journey: Journey }
  | { readonly outcome: 'same' | 'unknown' };

export const topicOf = (followed: Followed): string =>
  followed.kind === 'parcel' ? `track:${followed.trackingNumber}` : `order:${followed.orderId}`;

const isUnknown = (response: Response): boolean => response.status === 404 || response.status === 401;

/** Asks for what is new only: an answer that has not changed costs next to nothing. */
const conditional = () => {
  let etag: string | null = null;
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
  if (!response.ok) throw new Error(`The service answered ${response.status}`);
};

const parcelSource = (trackingNumber: string, texts: PageTexts): (() => Promise<Loaded>) => {
  const get = conditional();
  const path = `/api/orders/track/${encodeURIComponent(trackingNumber)}?limit=50`;
  return async () => {
    const response = await get(path);
    if (response.status === 304) return { outcome: 'same' };
    if (isUnknown(response)) return { outcome: 'unknown' };
    failIfBroken(response);
    return { outcome: 'journey', journey: journeyOfParcel((await response.json()) as TrackingAnswer, texts) };
  };
};

const orderSource = (orderId: string, token: string, texts: PageTexts): (() => Promise<Loaded>) => {
  const get = conditional();
  const path = (route: string): string =>
    `/api/orders/${encodeURIComponent(orderId)}/${route}&token=${encodeURIComponent(token)}`;
  return async () => {
    const response = await get(path('status?limit=1'));
    if (response.status === 304) return { outcome: 'same' };
    if (isUnknown(response)) return { outcome: 'unknown' };
    failIfBroken(response);
    const timeline = await fetch(path(`timeline?limit=100&locale=${texts.language}`), { cache: 'no-store' });
    failIfBroken(timeline);
    const status = (await response.json()) as StatusAnswer;
    return { outcome: 'journey', journey: journeyOfOrder(status, (await timeline.json()) as TimelineAnswer, texts) };
  };
};

export const sourceOf = (followed: Followed, texts: PageTexts): (() => Promise<Loaded>) =>
  followed.kind === 'parcel'
    ? parcelSource(followed.trackingNumber, texts)
    : orderSource(followed.orderId, followed.token, texts);
