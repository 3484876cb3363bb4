import type { PatientClient, Reply } from './patient-client.ts';

/**
 * What must be true in the end, said by hand: the model that the table is compared with. It is made from the requests
 * of the scenario, never from the code under test.
 */
export interface Expectation {
  readonly orderId: string;
  /** Statuses in the order in which the history must show them. */
  readonly path: readonly string[];
  /** Deadline rules that must have a schedule now; all others must not. */
  readonly deadlines: readonly string[];
  readonly scans: number;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly idempotencyKey: string;
  /** Stock of a managed listing after it all. */
  readonly stock?: { readonly sellerId: string; readonly listingId: string; readonly left: number };
  /** Mails that the customer must have got, at least once each. */
  readonly mails: number;
}

export interface Actors {
  readonly admin: PatientClient;
  readonly buyer: PatientClient;
  readonly driver: PatientClient;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly driverId: string;
  /** Unique over the run. */
  readonly key: string;
  readonly trackingNumber: string;
}

export interface Scenario {
  readonly name: string;
  run(actors: Actors): Promise<Expectation>;
}

const must = <T>(reply: Reply<T>, most = 299): Reply<T> => {
  if (reply.status > most) throw new Error(`${reply.status} ${reply.text}`);
  return reply;
};

const create = async (actors: Actors, checkout: object, payment: object = {}): Promise<string> => {
  const reply = await actors.admin.request<{ order: { id: string } }>(
    'POST',
    '/api/orders',
    {
      paymentResult: { success: true, paymentMethod: 'card', ...payment },
      checkoutData: {
        buyerId: actors.buyerId,
        sellerId: actors.sellerId,
        totalAmount: '25.00',
        currency: 'EUR',
        orderType: 'standard',
        customer: { name: 'Ana Ruiz', email: `${actors.buyerId}@example.com` },
        ...checkout,
      },
    },
    { 'idempotency-key': actors.key },
  );
  return must(reply).body.order.id;
};

const ITEMS = { items: [{ name: 'Olive oil', quantity: 1, unitPrice: '25.00' }] };

const base = (actors: Actors, orderId: string): Omit<Expectation, 'path' | 'deadlines' | 'mails'> => ({
  orderId,
  scans: 0,
  buyerId: actors.buyerId,
  sellerId: actors.sellerId,
  idempotencyKey: actors.key,
});

const scan = (actors: Actors, codes: readonly string[]): string =>
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
                  date: `2026-11-20T${String(8 + hour).padStart(2, '0')}:00:00Z`,
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

const stockIsTakenAndGivenBack: Scenario = {
  name: 'create on stock, confirm, cancel',
  run: async (actors) => {
    const listingId = `listing-${actors.key}`;
    must(
      await actors.admin.request('PUT', `/api/admin/listings/${listingId}`, {
        sellerId: actors.sellerId,
        stock: 5,
        available: true,
      }),
    );
    const orderId = await create(actors, { listingId, quantity: 2 });
    await actors.admin.move(orderId, 'confirmed');
    await actors.admin.move(orderId, 'cancelled');
    return {
      ...base(actors, orderId),
      path: ['pending', 'confirmed', 'cancelled'],
      deadlines: [],
      mails: 2,
      stock: { sellerId: actors.sellerId, listingId, left: 5 },
    };
  },
};

const stockIsHeld: Scenario = {
  name: 'create on stock and keep',
  run: async (actors) => {
    const listingId = `listing-${actors.key}`;
    must(
      await actors.admin.request('PUT', `/api/admin/listings/${listingId}`, {
        sellerId: actors.sellerId,
        stock: 5,
        available: true,
      }),
    );
    const orderId = await create(actors, { listingId, quantity: 2 });
    await actors.admin.move(orderId, 'confirmed');
    return {
      ...base(actors, orderId),
      path: ['pending', 'confirmed'],
      deadlines: ['stuck'],
      mails: 1,
      stock: { sellerId: actors.sellerId, listingId, left: 3 },
    };
  },
};

const parcelIsDelivered: Scenario = {
  name: 'parcel by carrier events',
  run: async (actors) => {
    const orderId = await create(actors, ITEMS);
    await actors.admin.move(orderId, 'confirmed');
    await actors.admin.move(orderId, 'processing');
    await registerShipment(actors, orderId);
    const codes = ['OC', 'PU', 'OD', 'DL'];
    for (let n = 1; n <= codes.length; n += 1) must(await actors.admin.fedex(scan(actors, codes.slice(0, n))));
    return {
      ...base(actors, orderId),
      path: ['pending', 'confirmed', 'processing', 'shipped', 'out_for_delivery', 'delivered'],
      deadlines: [],
      scans: 4,
      mails: 5,
    };
  },
};

const parcelIsParkedFirst: Scenario = {
  name: 'events before the parcel is registered',
  run: async (actors) => {
    must(await actors.admin.fedex(scan(actors, ['OC', 'PU'])));
    const orderId = await create(actors, ITEMS);
    await actors.admin.move(orderId, 'confirmed');
    await actors.admin.move(orderId, 'processing');
    await registerShipment(actors, orderId);
    return {
      ...base(actors, orderId),
      path: ['pending', 'confirmed', 'processing', 'shipped'],
      deadlines: ['no-scan'],
      scans: 2,
      mails: 3,
    };
  },
};

const escrowIsReleased: Scenario = {
  name: 'marketplace with escrow',
  run: async (actors) => {
    const orderId = await create(
      actors,
      { ...ITEMS, orderType: 'marketplace' },
      { paymentMethod: 'escrow', success: false, status: 'pending' },
    );
    const escrow = { orderId, escrowId: `esc-${actors.key}`, transactionHash: '0xfeed' };
    const send = async (type: string, hour: number) =>
      must(
        await actors.admin.payment(
          { type, ...escrow, occurredAt: `2026-11-20T${hour}:00:00Z` },
          `${actors.key}-${type}`,
        ),
      );
    await send('EscrowCreated', 10);
    const steps = ['order_confirmed', 'processing', 'ready_to_ship', 'shipped', 'delivered'];
    for (const status of steps) await actors.admin.move(orderId, status);
    await send('EscrowReleased', 20);
    return {
      ...base(actors, orderId),
      path: ['payment_pending', 'escrow_locked', ...steps, 'completed'],
      deadlines: [],
      mails: 1,
    };
  },
};

const groceryIsBrought: Scenario = {
  name: 'grocery with a substitution and a driver',
  run: async (actors) => {
    const orderId = `groc-${actors.key}`;
    const store = `/orders/tracking/${orderId}`;
    const put = (what: string, body: unknown, client = actors.admin) => client.request('PUT', `${store}/${what}`, body);
    must(
      await actors.admin.request(
        'POST',
        '/orders/tracking/init',
        {
          order_id: orderId,
          store_id: actors.sellerId,
          customer_id: actors.buyerId,
          items: [{ name: 'Oat milk', quantity: 2, unit_price: '1.90' }],
        },
        { 'idempotency-key': actors.key },
      ),
    );
    must(await actors.admin.request('POST', `${store}/acknowledge`, {}), 409);
    await actors.admin.move(orderId, 'picking_in_progress');
    const detail = await actors.admin.request<{ items: { itemId: string }[] }>('GET', `/api/orders/${orderId}`);
    const itemId = detail.body.items[0]?.itemId;
    const substitute = { name: 'Almond milk', quantity: 2, unit_price: '2.40' };
    must(await put('substitutions', { substitutions: [{ item_id: itemId, substitute }] }), 422);
    const waiting = await actors.buyer.request<{ substitutions: { substitution_id: string }[] }>('GET', store);
    const answers = [{ substitution_id: waiting.body.substitutions[0]?.substitution_id, decision: 'approve' }];
    must(await put('substitutions', { answers }, actors.buyer), 422);
    await actors.admin.move(orderId, 'ready_for_pickup');
    must(
      await put('driver', { driver_id: actors.driverId, name: 'Marta', phone: '+34600111222', provider: 'own' }),
      409,
    );
    await actors.driver.move(orderId, 'driver_pickup_complete');
    await actors.driver.move(orderId, 'in_transit');
    must(await put('location', { lat: 40.4, lng: -3.7, at: new Date().toISOString() }, actors.driver));
    must(await put('delivered', { proof: { pin: '1234' } }, actors.driver), 409);
    return {
      ...base(actors, orderId),
      path: [
        'submitted',
        'store_notified',
        'store_acknowledged',
        'picking_in_progress',
        'substitutions_needed',
        'picking_in_progress',
        'ready_for_pickup',
        'driver_assigned',
        'driver_pickup_complete',
        'in_transit',
        'delivered',
      ],
      deadlines: [],
      mails: 0,
    };
  },
};

/** Reads, lists and search: nothing to lose, but none may fail a patient caller. */
const everythingIsRead: Scenario = {
  name: 'reads, lists, search',
  run: async (actors) => {
    const orderId = await create(actors, ITEMS);
    const reads = [
      `/api/orders/${orderId}`,
      `/api/orders/${orderId}/status`,
      `/api/orders/${orderId}/timeline`,
      `/api/orders/buyer/${actors.buyerId}`,
      `/api/orders/buyer/${actors.buyerId}?page=1`,
      '/api/orders/user/active',
      '/api/orders/search?q=olive',
    ];
    for (const path of reads) must(await actors.buyer.request('GET', path));
    must(await actors.admin.request('GET', '/api/admin/orders/status-overview'));
    return { ...base(actors, orderId), path: ['pending'], deadlines: [], mails: 0 };
  },
};

const deliveryIsArranged: Scenario = {
  name: 'what a customer may ask for',
  run: async (actors) => {
    const orderId = await create(actors, ITEMS);
    const ask = async (what: string, body: unknown) =>
      must(
        await actors.buyer.request('POST', `/api/orders/${orderId}/${what}`, body, {
          'idempotency-key': `${actors.key}-${what}`,
        }),
        422,
      );
    await ask('delivery-preferences', { leaveWith: 'neighbour', instructions: 'Second floor' });
    await ask('address-change', { address: { line1: 'Calle Nueva 2', city: 'Madrid', country: 'ES' } });
    await ask('support', { subject: 'Gift', message: 'Please wrap it.' });
    return { ...base(actors, orderId), path: ['pending'], deadlines: [], mails: 0 };
  },
};

export const SCENARIOS: readonly Scenario[] = [
  stockIsTakenAndGivenBack,
  stockIsHeld,
  parcelIsDelivered,
  parcelIsParkedFirst,
  escrowIsReleased,
  groceryIsBrought,
  everythingIsRead,
  deliveryIsArranged,
];
