/** What the contract lets buyers, guests, stores and drivers do. */
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../shared/contract/operations.ts';
import { type ApiResponse, call, drain, tokenFor } from './support/api.ts';
import {
  createOrder,
  newParties,
  type Parties,
  pathOf,
  putStatus,
  statusOf,
  timelineOf,
  unique,
} from './support/orders.ts';

type Record_ = Readonly<Record<string, unknown>>;

const is = <T = Record_>(reply: ApiResponse<T>, status: number): T => {
  expect(reply.status, reply.text).toBe(status);
  return reply.body;
};

const exampleOf = (operationId: keyof typeof OPERATIONS): unknown => OPERATIONS[operationId].example;

interface Detail {
  readonly order: Record_;
  readonly items: readonly (Record_ & { readonly itemId: string })[];
  readonly shipping: Record_;
}

describe('what a buyer may do about a delivery', () => {
  const day = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);

  it.each(['buyer', 'guest'] as const)('as a %s', async (who) => {
    const parties = await newParties();
    const isGuest = who === 'guest';
    const order = await createOrder(
      parties,
      isGuest ? { buyerId: undefined, guestEmail: `${unique('guest')}@example.com` } : {},
    );
    const link = new URL(order.trackingUrl ?? 'http://none').searchParams.get('token') ?? '';
    const query = isGuest ? `?token=${encodeURIComponent(link)}` : '';
    const options = isGuest ? {} : { token: parties.buyer };
    const ask = (method: string, what: string, body?: unknown) =>
      call<Record_ & { actions: readonly string[] }>(method, `/api/orders/${order.id}/${what}${query}`, {
        ...options,
        body,
      });

    expect(is(await ask('GET', 'status'), 200).actions).toEqual(
      expect.arrayContaining(['cancel', 'reschedule', 'change_address', 'delivery_preferences', 'support']),
    );
    is(await ask('POST', 'delivery-preferences', exampleOf('setDeliveryPreferences')), 200);
    is(await ask('POST', 'reschedule', { estimatedDelivery: day, reason: 'Away this week' }), 200);
    is(await ask('POST', 'address-change', exampleOf('changeDeliveryAddress')), 200);
    is(await ask('POST', 'support', exampleOf('requestSupport')), 201);
    expect(is(await ask('POST', 'feedback', exampleOf('giveFeedback')), 409).code).toBe('NOT_APPLICABLE');
    expect(is(await ask('POST', 'reschedule', { estimatedDelivery: '2020-01-01' }), 422).code).toBe(
      'VALIDATION_FAILED',
    );

    const detail = is(await call<Detail>('GET', `/api/orders/${order.id}`, { token: parties.seller }), 200);
    expect(detail.order.estimatedDelivery).toBe(day);
    expect(detail.shipping).toMatchObject({
      address: { line1: 'Calle Mayor 2', postalCode: '28013' },
      deliveryPreference: { leaveWith: 'neighbour' },
    });
    const asked = ['delivery_preferences_set', 'delivery_rescheduled', 'address_changed', 'support_requested'];
    const entries = (await timelineOf(order.id, parties.seller)).filter(({ source }) => source === 'customer');
    expect(entries.map(({ metadata }) => metadata.event)).toEqual(asked);
    expect(pathOf(await statusOf(order.id, parties.seller))).toEqual(['pending']);
    const timeline = is(await ask('GET', 'timeline'), 200);
    expect(timeline.currentStatus).toBe('pending');
    is(await call('GET', `/api/orders/${order.id}/status?token=${link.slice(0, -2)}xx`), 401);
  });

  it('disputes what was delivered, and rates it once, each once per key', async () => {
    const parties = await newParties();
    const order = await createOrder(parties, { orderType: 'marketplace' }, { paymentMethod: 'fiat' });
    for (const status of ['order_confirmed', 'processing', 'ready_to_ship', 'shipped', 'in_transit', 'delivered']) {
      is(await putStatus(order.id, parties.admin, status), 200);
    }
    const post = (what: string, key: string, body: unknown) =>
      call('POST', `/orders/${order.id}/${what}`, { token: parties.buyer, headers: { 'idempotency-key': key }, body });
    const [feedback, dispute] = [unique('feedback'), unique('dispute')];
    const first = await post('feedback', feedback, exampleOf('giveFeedback'));
    is(first, 201);
    const again = await post('feedback', feedback, exampleOf('giveFeedback'));
    expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([201, first.text, 'true']);
    expect(is(await post('feedback', feedback, { rating: 1 }), 422).code).toBe('IDEMPOTENCY_KEY_REUSED');
    is(await post('feedback', unique('feedback'), exampleOf('giveFeedback')), 409);
    expect(is(await post('dispute', dispute, exampleOf('openDispute')), 201)).toMatchObject({
      order: { status: 'disputed' },
    });
  });
});

interface StoreOrder {
  readonly current_status: string;
  readonly driver_location: { readonly lat: number } | null;
  readonly items: readonly { readonly item_id: string; readonly name: string; readonly removed?: boolean }[];
  readonly substitutions: readonly { substitution_id: string; status: string; price_difference: string }[];
}

const store = async () => {
  const parties = await newParties();
  const orderId = unique('groc');
  const path = (what: string) => `/orders/tracking/${orderId}/${what}`;
  const put = (what: string, token: string, body: unknown) => call<StoreOrder>('PUT', path(what), { token, body });
  const body = {
    ...(exampleOf('initTracking') as object),
    order_id: orderId,
    store_id: parties.sellerId,
    customer_id: parties.buyerId,
    total_amount: 10.4,
    items: [
      { name: 'Oat milk', quantity: 2, unit_price: 1.9 },
      { item_id: 'bread', name: 'Rye bread', quantity: 1, unit_price: '3.10' },
      { name: 'Pears', quantity: 1, unit_price: '3.50' },
    ],
  };
  is(await call('POST', '/orders/tracking/init', { token: parties.seller, body }), 201);
  is(await call('POST', path('acknowledge'), { token: parties.seller, body: exampleOf('acknowledgeOrder') }), 200);
  is(await put('status', parties.seller, exampleOf('changeTrackingStatus')), 200);
  const read = async (token: string) =>
    is(await call<StoreOrder>('GET', `/orders/tracking/${orderId}`, { token }), 200);
  const total = async () =>
    is(await call<Detail>('GET', `/api/orders/${orderId}`, { token: parties.buyer }), 200).order.totalAmount;
  return { parties, orderId, put, read, total };
};

const driverOf = (driverId: string): Promise<string> => tokenFor({ sub: driverId, roles: ['driver'] });

describe('a store', () => {
  it('makes an order once, whatever key it is sent under', async () => {
    const { parties, orderId } = await store();
    const body = { order_id: orderId, store_id: parties.sellerId, customer_id: parties.buyerId };
    const init = (key: string) =>
      call('POST', '/orders/tracking/init', { token: parties.seller, headers: { 'idempotency-key': key }, body });
    const key = unique('init');
    for (const again of [key, key, unique('init')]) expect(is(await init(again), 409).code).toBe('ALREADY_EXISTS');
  });

  it('proposes, and the customer approves one and rejects another: the total follows', async () => {
    const { parties, put, read, total } = await store();
    expect(await total()).toBe('10.4');
    const proposals = {
      substitutions: [
        { item_id: 'item-1', substitute: { name: 'Almond milk', quantity: 2, unit_price: 2.4 } },
        { item_id: 'bread', substitute: { name: 'Wheat bread', quantity: 1, unit_price: '2.60' } },
        { item_id: 'item-3' },
      ],
    };
    is(await put('substitutions', parties.buyer, proposals), 403);
    const asked = is(await put('substitutions', parties.seller, proposals), 200);
    expect(asked.current_status).toBe('substitutions_needed');
    expect(asked.substitutions.map((one) => one.price_difference)).toEqual(['1.00', '-0.50', '-3.50']);
    const [milk, bread, pears] = asked.substitutions.map((one) => one.substitution_id);
    const answers = [
      { substitution_id: milk, decision: 'APPROVED' },
      { substitution_id: bread, decision: 'reject' },
      { substitution_id: pears, decision: 'approve' },
    ];
    is(await put('substitutions', parties.seller, { answers }), 403);
    const answered = is(await put('substitutions', parties.buyer, { answers }), 200);
    expect(answered.current_status).toBe('picking_in_progress');
    expect(answered.substitutions.map(({ status }) => status)).toEqual(['approved', 'rejected', 'refunded']);
    expect(answered.items.filter(({ removed }) => !removed).map(({ name }) => name)).toEqual(['Almond milk']);
    // 10.40 + 1.00 − 3.10 − 3.50
    expect(await total()).toBe('4.80');
    expect((await read(parties.seller)).current_status).toBe('picking_in_progress');
  });

  it('hands over to a driver, whose place is kept once a second, shown to the parties and to nobody else', async () => {
    const { parties, orderId, put, read } = await store();
    is(await put('status', parties.seller, { status: 'READY_FOR_PICKUP' }), 200);
    const driverId = unique('driver');
    const driver = await driverOf(driverId);
    is(await put('driver', parties.seller, { ...(exampleOf('assignDriver') as object), driver_id: driverId }), 200);
    const version = async () => (await statusOf(orderId, parties.buyer)).version;
    const before = await version();
    const second = new Date(Math.floor(Date.now() / 1000) * 1000 - 5_000).getTime();
    const place = (lat: number, milliseconds: number) =>
      put('location', driver, {
        lat,
        lng: -3.7038,
        heading: 90,
        speed: 7.5,
        at: new Date(second + milliseconds).toISOString(),
      });
    const recorded = async (reply: Promise<ApiResponse<unknown>>) =>
      (is(await reply, 200) as { recorded: boolean }).recorded;
    expect(await recorded(place(40.1234, 0))).toBe(true);
    expect(await recorded(place(41, 400))).toBe(false);
    expect(await recorded(place(42, -2_000))).toBe(false);
    expect(await recorded(place(40.4321, 1_000))).toBe(true);
    expect((await read(parties.buyer)).driver_location?.lat).toBe(40.4321);
    expect(await version()).toBe(before);
    is(await put('location', driver, { lat: 91, lng: 0, at: new Date().toISOString() }), 422);
    is(await put('location', parties.seller, { lat: 1, lng: 1, at: new Date(second + 3_000).toISOString() }), 403);
    await drain();
    for (const path of ['timeline', 'status']) {
      const { text } = await call('GET', `/api/orders/${orderId}/${path}`, { token: parties.buyer });
      expect(text).not.toContain('40.4321');
    }
  });

  it('is reported as delivered by its driver, with proof', async () => {
    const { parties, orderId, put, read } = await store();
    is(await put('status', parties.seller, { status: 'ready_for_pickup' }), 200);
    const driverId = unique('driver');
    const driver = await driverOf(driverId);
    is(await put('driver', parties.seller, { driver_id: driverId, name: 'Marta', provider: 'own' }), 200);
    is(await put('delivered', await driverOf(unique('driver')), exampleOf('confirmDelivered')), 404);
    for (const status of ['DRIVER_PICKUP_COMPLETE', 'IN_TRANSIT']) is(await put('status', driver, { status }), 200);
    const proof = { photoKey: 'proofs/1.jpg', signature: 'sig-1', pin: '1234' };
    expect(is(await put('delivered', driver, { proof }), 200).current_status).toBe('delivered');
    expect((await read(parties.buyer)).driver_location).toBeNull();
    const { text } = await call('GET', `/api/orders/${orderId}/status?limit=100`, { token: parties.buyer });
    expect(text).not.toContain('1234"');
  });
});

describe('a seller', () => {
  it('keeps stock of their own shop: sold, given back, and replaced', async () => {
    const parties: Parties = await newParties();
    const path = '/api/admin/listings/lst-pears';
    const put = (token: string, body: object, headers = {}) => call('PUT', path, { token, body, headers });
    const stock = async () =>
      is(await call('GET', `${path}?sellerId=${parties.sellerId}`, { token: parties.admin }), 200).stock;
    expect(is(await put(parties.seller, { stock: 3 }), 200)).toMatchObject({ sellerId: parties.sellerId, version: 1 });
    is(await put((await newParties()).seller, { sellerId: parties.sellerId, stock: 99 }), 404);
    is(await put(parties.buyer, { stock: 99 }), 403);
    expect(
      is(await put(parties.admin, { sellerId: parties.sellerId, stock: 5 }, { 'if-match': '"1"' }), 200).version,
    ).toBe(2);
    is(await put(parties.seller, { stock: 1 }, { 'if-match': '"1"' }), 412);

    const items = [{ itemId: 'pears', listingId: 'lst-pears', name: 'Pears', quantity: 2, unitPrice: '2' }];
    const buy = { orderType: 'grocery', fulfilmentType: 'delivery', items, totalAmount: '4' };
    const [cancelled, replaced] = [await createOrder(parties, buy), await createOrder(parties, buy)];
    expect(await stock()).toBe(1);
    const refused = createOrder(parties, buy);
    await expect(refused).rejects.toThrow('INSUFFICIENT_INVENTORY');
    is(await putStatus(cancelled.id, parties.buyer, 'cancelled'), 200);
    expect(await stock()).toBe(3);

    for (const status of ['store_acknowledged', 'picking_in_progress'])
      is(await putStatus(replaced.id, parties.seller, status), 200);
    const substitute = { name: 'Apples', quantity: 2, unit_price: '2.5' };
    const change = (token: string, body: object) =>
      call<StoreOrder>('PUT', `/orders/tracking/${replaced.id}/substitutions`, { token, body });
    const asked = is(await change(parties.seller, { substitutions: [{ item_id: 'pears', substitute }] }), 200);
    expect(await stock()).toBe(3);
    const answers = [{ substitution_id: asked.substitutions[0]?.substitution_id, decision: 'approve' }];
    is(await change(parties.buyer, { answers }), 200);
    expect(await stock()).toBe(5);
    is(await putStatus(replaced.id, parties.admin, 'cancelled'), 200);
    expect(await stock()).toBe(5);
  });
});
