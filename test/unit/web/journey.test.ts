import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../client/src/parts/timeline-entries.ts';
import { factsOf } from '../../../web/track/facts.ts';
import { journeyOfOrder, journeyOfParcel, type TrackingResponse } from '../../../web/track/journey.ts';
import { textsFor } from '../../../web/track/texts.ts';

const english = textsFor(['en']);
const NUMBER = '122816215025810';

const tracked = (given: Partial<TrackingResponse> = {}): TrackingResponse => ({
  trackingNumber: NUMBER,
  carrier: 'fedex',
  carrierName: 'FedEx',
  workflow: { id: 'parcel' },
  status: 'shipped',
  phase: 'in_transit',
  milestone: 'in_transit',
  parcels: { total: 1, delivered: 0 },
  itemCounts: null,
  deliveryWindow: null,
  estimateReason: null,
  shop: null,
  scans: [],
  ...given,
});

describe("a parcel's journey", () => {
  it('names its carrier where one is known', () => {
    expect(journeyOfParcel(tracked(), english).reference).toBe(`FedEx ${NUMBER}`);
    expect(journeyOfParcel(tracked({ carrier: 'unknown' }), english).reference).toBe(NUMBER);
  });

  it('says first what the status of the order does not: that the carrier was there, or that it goes back', () => {
    const headline = (given: Partial<TrackingResponse>) => journeyOfParcel(tracked(given), english).headline;
    expect(headline({ status: 'out_for_delivery', phase: 'out_for_delivery', milestone: 'delivery_attempted' })).toBe(
      'Delivery attempted',
    );
    expect(headline({ status: 'exception', phase: 'exception', milestone: 'returning' })).toBe('On its way back');
    expect(headline({ milestone: 'arrived_at_facility' })).toBe('Shipped');
    expect(headline({ status: 'cancelled', phase: 'cancelled', milestone: 'delivery_attempted' })).toBe('Cancelled');
  });

  it('says where its estimate is from', () => {
    const reason = 'Estimated from 40 earlier parcels of FedEx';
    expect(journeyOfParcel(tracked({ estimateReason: reason }), english).estimateReason).toBe(reason);
    expect(journeyOfParcel(tracked(), english).estimateReason).toBeUndefined();
  });

  it('shows scans newest first, with their places', () => {
    const scans: TrackingResponse['scans'] = [
      { milestone: 'picked_up', occurredAt: '2026-03-01T10:00:00.000Z', location: { city: 'MADRID', country: 'ES' } },
      { milestone: 'exception', reason: 'damaged', occurredAt: '2026-03-02T10:00:00.000Z' },
    ];
    const journey = journeyOfParcel(tracked({ status: 'exception', phase: 'exception', scans }), english);
    expect(journey.entries).toEqual([
      { what: 'Delivery problem: it was damaged', at: '2026-03-02T10:00:00.000Z' },
      { what: 'Picked up by the carrier', where: 'MADRID, ES', at: '2026-03-01T10:00:00.000Z' },
    ]);
    expect(journey.progress.tone).toBe('attention');
  });

  it('counts items where some are on their way, beside the parcels, in the page’s language', () => {
    const itemCounts = { total: '5', onTheWay: '3', delivered: '1' };
    const counted = tracked({ itemCounts, parcels: { total: 2, delivered: 1 } });
    expect(journeyOfParcel(counted, english).parcels).toBe(
      '1 of 2 parcels delivered · 3 of 5 items are on their way · 1 of 5 items was delivered',
    );
    expect(journeyOfParcel(counted, textsFor(['ru'])).parcels).toContain('Товаров в пути: 3 из 5');
    expect(journeyOfParcel(tracked(), english).parcels).toBeUndefined();
  });

  it('is called as its status is, in the workflow of its order', () => {
    expect(journeyOfParcel(tracked(), english).headline).toBe('Shipped');
    const failed = tracked({ workflow: { id: 'grocery' }, status: 'failed', phase: 'failed' });
    expect(journeyOfParcel(failed, english).headline).toBe('Delivery failed');
    const custom = tracked({ workflow: { id: 'wine-club' }, status: 'in_the_barrel', phase: 'preparing' });
    expect(journeyOfParcel(custom, english).headline).toBe('Being prepared');
  });

  it('of several shows this one, and how many have come', () => {
    const parcels = { total: 2, delivered: 1 };
    const arrived = journeyOfParcel(tracked({ parcels, milestone: 'delivered' }), english);
    expect(arrived).toMatchObject({ headline: 'Delivered', status: 'shipped', parcels: '1 of 2 parcels delivered' });
    expect(arrived.progress.tone).toBe('arrived');
    const waiting = journeyOfParcel(tracked({ parcels, milestone: null }), english);
    expect([waiting.headline, waiting.progress.tone]).toEqual(['Shipped', 'moving']);
  });

  it.each([
    { total: 1, delivered: 1 },
    { total: 2, delivered: 0 },
    { total: 2, delivered: 2 },
  ])('says nothing of $delivered of $total parcels: that is no part', (parcels) => {
    expect(journeyOfParcel(tracked({ parcels }), english).parcels).toBeUndefined();
  });
});

const location = { city: 'TOLEDO', country: 'ES' };
const step = (description: string, timestamp: string, given: Partial<TimelineEntry> = {}): TimelineEntry => ({
  type: 'status',
  source: 'seller',
  description,
  timestamp,
  metadata: {},
  ...given,
});
const scan = (milestone: 'out_for_delivery' | 'delivered' | 'customs', timestamp: string): TimelineEntry =>
  step(`scan: ${milestone}`, timestamp, {
    type: 'scan',
    source: 'carrier',
    milestone,
    location,
    metadata: { trackingNumber: NUMBER },
  });
const led = (description: string, milestone: string, timestamp: string, type = 'status'): TimelineEntry =>
  step(description, timestamp, {
    type,
    source: 'carrier',
    location,
    metadata: { milestone, trackingNumber: NUMBER },
  });

const whatOf = (timeline: readonly TimelineEntry[]) => {
  const about = { orderNumber: 'ORD-2026-000001', workflow: { id: 'parcel' }, shop: null, parcels: [] };
  const status = { ...about, itemCounts: null, deliveryWindow: null, estimateReason: null };
  const response = { trackingInfo: { parcels: { total: 2, delivered: 1 } }, timeline };
  return journeyOfOrder(
    { ...status, status: 'shipped', phase: 'in_transit', fulfilmentType: 'shipping' },
    response,
    english,
  );
};

describe("an order's journey", () => {
  const [EIGHT, NINE, TEN] = ['2026-03-02T08:00:00.000Z', '2026-03-02T09:00:00.000Z', '2026-03-02T10:00:00.000Z'];

  it('shows a scan and the step that it led to once, at its place', () => {
    const { entries } = whatOf([
      step('Being processed', EIGHT),
      scan('out_for_delivery', NINE),
      led('Out for delivery', 'out_for_delivery', NINE),
      step('Your order is on its way', NINE, { type: 'notification', source: 'system' }),
    ]);
    expect(entries).toEqual([
      { what: 'Out for delivery', where: 'TOLEDO, ES', at: NINE },
      { what: 'Being processed', at: EIGHT },
    ]);
  });

  it('keeps both steps that one scan led to, the last on top', () => {
    const { entries } = whatOf([
      scan('delivered', NINE),
      led('Shipped', 'delivered', NINE),
      led('Delivered', 'delivered', NINE),
    ]);
    expect(entries.map(({ what }) => what)).toEqual(['Delivered', 'Shipped']);
  });

  it('keeps a scan that led nowhere, and one of another parcel or another time', () => {
    const other = { ...scan('delivered', NINE), metadata: { trackingNumber: '986578788855' } };
    const { entries } = whatOf([
      scan('customs', EIGHT),
      scan('delivered', NINE),
      other,
      led('1 of 2 parcels delivered', 'delivered', NINE),
      scan('delivered', TEN),
    ]);
    expect(entries.map(({ what }) => what)).toEqual([
      'scan: delivered',
      '1 of 2 parcels delivered',
      'scan: delivered',
      'scan: customs',
    ]);
  });

  it('shows an attempt once', () => {
    const attempted = { ...scan('customs', NINE), milestone: 'delivery_attempted' as const };
    const { entries } = whatOf([
      attempted,
      led('Delivery attempted: nobody was there to receive it', 'delivery_attempted', NINE, 'delivery_attempt'),
    ]);
    expect(entries.map(({ what }) => what)).toEqual(['Delivery attempted: nobody was there to receive it']);
  });

  it('shows how many parcels have come', () => {
    expect(whatOf([])).toMatchObject({ headline: 'Shipped', parcels: '1 of 2 parcels delivered' });
  });
});

describe('what the page says of a journey', () => {
  const scans: TrackingResponse['scans'] = [
    '2026-11-26T23:30:00.000Z',
    '2026-11-26T08:00:00.000Z',
    '2025-12-31T08:00:00.000Z',
  ].map((occurredAt) => ({ milestone: 'in_transit', occurredAt, location: { city: 'MADRID' } }));
  const now = new Date('2026-11-27T12:00:00Z');
  const daysIn = (timeZone: string) =>
    factsOf(journeyOfParcel(tracked({ scans }), english), english, { dateLocale: 'en-GB', now, timeZone }).days;

  it('groups what happened by the days of the reader’s calendar, and maps the newest alone', () => {
    expect(daysIn('UTC').map(({ day, entries }) => [day.replace(',', ''), entries.length])).toEqual([
      ['Thursday 26 November', 2],
      ['Wednesday 31 December 2025', 1],
    ]);
    expect(daysIn('Europe/Madrid').map(({ entries }) => entries.map(({ when }) => when.slice(0, 5)))).toEqual([
      ['00:30'],
      ['09:00'],
      ['09:00'],
    ]);
    expect(daysIn('UTC').flatMap(({ entries }) => entries.map(({ mapUrl }) => mapUrl !== undefined))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('says of an expected day that has passed that it was expected', () => {
    const deliveryWindow = {
      from: '2026-11-25T12:00:00.000Z',
      to: '2026-11-25T12:00:00.000Z',
      timezone: 'UTC',
      isDay: true,
    };
    const estimateAt = (at: string) =>
      factsOf(journeyOfParcel(tracked({ deliveryWindow }), english), english, {
        dateLocale: 'en-GB',
        now: new Date(at),
      }).estimate;
    expect(estimateAt('2026-11-25T23:00:00Z')).toMatch(/^Estimated delivery: today/);
    expect(estimateAt('2026-11-26T01:00:00Z')).toMatch(/^Was expected: Wednesday/);
  });

  it('goes the way that the order goes: what is collected or downloaded is on no road', () => {
    const stepsOf = (workflow: string, fulfilmentType: 'pickup' | 'shipping') => {
      const about = { orderNumber: 'ORD-2026-000001', shop: null, parcels: [], itemCounts: null };
      const status = { ...about, deliveryWindow: null, estimateReason: null, status: 'pending' };
      const placed = { ...status, workflow: { id: workflow }, phase: 'placed', fulfilmentType } as const;
      return journeyOfOrder(placed, { trackingInfo: null, timeline: [] }, english).progress.steps.map(
        ({ step }) => step,
      );
    };
    expect(stepsOf('farm', 'pickup')).toEqual(['placed', 'preparing', 'ready', 'completed']);
    expect(stepsOf('digital', 'shipping')).toEqual(['placed', 'confirmed', 'delivered']);
    expect(stepsOf('parcel', 'shipping')).toContain('out_for_delivery');
  });
});
