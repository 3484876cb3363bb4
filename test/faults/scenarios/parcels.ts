import { type Actors, ask, base, confirmedOnce, create, daysAgo, ITEMS, must, type Scenario } from './scenario.ts';

const scan = (actors: Actors, codes: readonly string[], days = 1): string =>
  JSON.stringify({
    transactionId: actors.key,
    output: {
      completeTrackResults: [
        {
          trackingNumber: actors.trackingNumber,
          trackResults: [
            {
              trackingNumberInfo: { trackingNumber: actors.trackingNumber, carrierCode: 'FDXE' },
              latestStatusDetail: { code: codes.at(-1), description: '' },
              dateAndTimes: [],
              scanEvents: codes
                .map((eventType, hour) => ({
                  date: daysAgo(actors, days, hour),
                  eventType,
                  eventDescription: eventType,
                  scanLocation: { city: 'MADRID', countryCode: 'ES' },
                }))
                .toReversed(),
            },
          ],
        },
      ],
    },
  });

const registerShipment = async (actors: Actors, orderId: string): Promise<void> => {
  const reply = await actors.admin.request(
    'POST',
    `/api/orders/${orderId}/shipments`,
    { trackingNumber: actors.trackingNumber, carrier: 'fedex' },
    { 'idempotency-key': `${actors.key}-shipment` },
  );
  must(reply);
};

const putListing = async (actors: Actors): Promise<string> => {
  const listingId = `listing-${actors.key}`;
  const listing = { sellerId: actors.sellerId, stock: 5, available: true };
  must(await actors.admin.request('PUT', `/api/admin/listings/${listingId}`, listing));
  return listingId;
};

const stockIsTakenAndGivenBack: Scenario = {
  name: 'create on stock, confirm, cancel',
  run: async (actors) => {
    const listingId = await putListing(actors);
    const { id } = await create(actors, { listingId, quantity: 2 });
    await actors.admin.move(id, 'confirmed');
    await actors.admin.move(id, 'cancelled');
    const path = ['pending', 'confirmed', 'cancelled'];
    return [{ ...base(actors, id), path, deadlines: [], mails: 2, stock: { listingId, left: 5 } }];
  },
};

const stockIsHeld: Scenario = {
  name: 'create on stock and keep',
  run: async (actors) => {
    const listingId = await putListing(actors);
    const { id } = await create(actors, { listingId, quantity: 2 });
    await actors.admin.move(id, 'confirmed');
    return [{ ...confirmedOnce(actors, id), stock: { listingId, left: 3 } }];
  },
};

const parcelIsDelivered: Scenario = {
  name: 'parcel by carrier events, followed live',
  run: async (actors) => {
    const { id } = await create(actors, ITEMS);
    const follower = await actors.follow({ orderId: id });
    await actors.admin.move(id, 'confirmed');
    await actors.admin.move(id, 'processing');
    await registerShipment(actors, id);
    const codes = ['OC', 'PU', 'OD', 'DL'];
    for (let n = 1; n <= codes.length; n += 1) must(await actors.admin.fedex(scan(actors, codes.slice(0, n))));
    must(await actors.nobody.request('GET', `/api/orders/track/${actors.trackingNumber}`));
    await ask(actors, id, 'feedback', { rating: 5, comment: 'On time.' });
    return [
      {
        ...base(actors, id),
        path: ['pending', 'confirmed', 'processing', 'shipped', 'out_for_delivery', 'delivered'],
        events: { feedback_given: 1, shipment_registered: 1 },
        deadlines: [],
        scans: 4,
        mails: 5,
        follower,
      },
    ];
  },
};

/** So long ago that its silence is looked at as soon as it is known of, at whatever hour, and has a day to go. */
const SILENT_DAYS = 2;

const parcelIsParkedFirst: Scenario = {
  name: 'events before the parcel is registered',
  run: async (actors) => {
    must(await actors.admin.fedex(scan(actors, ['OC', 'PU'], SILENT_DAYS)));
    const { id } = await create(actors, ITEMS);
    await actors.admin.move(id, 'confirmed');
    await actors.admin.move(id, 'processing');
    await registerShipment(actors, id);
    return [
      {
        ...base(actors, id),
        path: ['pending', 'confirmed', 'processing', 'shipped'],
        deadlines: ['no-scan-shipped'],
        scans: 2,
        mails: 3,
      },
    ];
  },
};

const deliveryIsArranged: Scenario = {
  name: 'what a customer may ask for',
  run: async (actors) => {
    const { id } = await create(actors, ITEMS);
    await actors.admin.move(id, 'confirmed');
    const address = { line1: 'Calle Nueva 2', city: 'Madrid', postalCode: '28002', country: 'ES' };
    await ask(actors, id, 'delivery-preferences', { leaveWith: 'neighbour', instructions: 'Second floor' });
    await ask(actors, id, 'address-change', { address });
    await ask(actors, id, 'reschedule', {
      estimatedDelivery: new Date(actors.now().getTime() + 30 * 86_400_000).toISOString(),
    });
    await ask(actors, id, 'support', { subject: 'Gift', message: 'Please wrap it.' });
    return [
      {
        ...base(actors, id),
        path: ['pending', 'confirmed'],
        events: { delivery_preferences_set: 1, address_changed: 1, delivery_rescheduled: 1, support_requested: 1 },
        deadlines: ['stuck-before-shipping'],
        mails: 2,
      },
    ];
  },
};

/** Reads, lists and search: nothing to lose, but none may fail a patient caller. */
const everythingIsRead: Scenario = {
  name: 'reads, lists, search',
  run: async (actors) => {
    const { id, trackingUrl } = await create(actors, ITEMS);
    const reads = [
      `/api/orders/${id}`,
      `/api/orders/${id}/status`,
      `/api/orders/${id}/timeline`,
      `/api/orders/buyer/${actors.buyerId}`,
      `/api/orders/buyer/${actors.buyerId}?page=1`,
      '/api/orders/user/active',
      '/api/orders/search?q=olive',
    ];
    for (const path of reads) must(await actors.buyer.request('GET', path));
    must(await actors.nobody.request('GET', `/api/orders/${id}/status${new URL(trackingUrl).search}`));
    must(await actors.admin.request('GET', `/api/orders/seller/${actors.sellerId}`));
    must(await actors.admin.request('GET', '/api/admin/orders/status-overview'));
    must(await actors.admin.request('GET', '/api/admin/workflows'));
    must(await actors.nobody.request('GET', '/health'));
    return [{ ...base(actors, id), path: ['pending'], deadlines: [], mails: 0 }];
  },
};

export const PARCELS: readonly Scenario[] = [
  stockIsTakenAndGivenBack,
  stockIsHeld,
  parcelIsDelivered,
  parcelIsParkedFirst,
  deliveryIsArranged,
  everythingIsRead,
];
