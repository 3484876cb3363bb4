import { type Actors, ask, base, create, ITEMS, must, type Scenario, yesterday } from './scenario.ts';

export const TO_THE_DOOR = ['order_confirmed', 'processing', 'ready_to_ship', 'shipped', 'delivered'];

const escrowIsReleased: Scenario = {
  name: 'marketplace with escrow',
  run: async (actors) => {
    const payment = { paymentMethod: 'escrow', success: false, status: 'pending' };
    const { id } = await create(actors, { ...ITEMS, orderType: 'marketplace' }, { payment });
    const escrow = { orderId: id, escrowId: `esc-${actors.key}`, transactionHash: `tx-${actors.key}` };
    const send = async (type: string, hour: number) =>
      must(
        await actors.admin.payment({ type, ...escrow, occurredAt: yesterday(actors, hour) }, `${actors.key}-${type}`),
      );
    await send('EscrowCreated', 1);
    for (const status of TO_THE_DOOR) await actors.admin.move(id, status);
    await send('EscrowReleased', 5);
    return [
      {
        ...base(actors, id),
        path: ['payment_pending', 'escrow_locked', ...TO_THE_DOOR, 'completed'],
        deadlines: [],
        mails: 4,
      },
    ];
  },
};

const buyerDisputes: Scenario = {
  name: 'a dispute after the delivery',
  run: async (actors) => {
    const payment = { paymentMethod: 'escrow', escrowId: `esc-${actors.key}` };
    const { id } = await create(actors, { ...ITEMS, orderType: 'marketplace' }, { payment });
    for (const status of TO_THE_DOOR) await actors.admin.move(id, status);
    await ask(actors, id, 'dispute', { reason: 'An empty box.' });
    return [
      {
        ...base(actors, id),
        path: ['escrow_locked', ...TO_THE_DOOR, 'disputed'],
        deadlines: [],
        mails: 4,
      },
    ];
  },
};

export const itemsOf = async (actors: Actors, orderId: string): Promise<readonly string[]> => {
  const detail = await actors.admin.request<{ items: { itemId: string }[] }>('GET', `/api/orders/${orderId}`);
  return must(detail).body.items.map(({ itemId }) => itemId);
};

const farmPrepares: Scenario = {
  name: 'a farm prepares what is fetched',
  run: async (actors) => {
    const { id } = await create(actors, { ...ITEMS, orderType: 'farm', fulfilmentType: 'pickup' });
    await actors.admin.move(id, 'confirmed');
    await actors.admin.move(id, 'preparing');
    for (const itemId of await itemsOf(actors, id)) {
      must(await actors.admin.request('PUT', `/api/orders/${id}/items/${itemId}`, { prepared: true }));
    }
    await actors.admin.move(id, 'ready_for_pickup');
    await actors.buyer.move(id, 'completed');
    return [
      {
        ...base(actors, id),
        path: ['pending', 'confirmed', 'preparing', 'ready_for_pickup', 'completed'],
        events: { item_prepared: 1 },
        deadlines: [],
        mails: 3,
      },
    ];
  },
};

/** The store's first call. */
export const initGrocery = async (actors: Actors, orderId: string, more: object = {}): Promise<void> => {
  must(
    await actors.system.request(
      'POST',
      '/orders/tracking/init',
      {
        order_id: orderId,
        store_id: actors.sellerId,
        customer_id: actors.buyerId,
        customer: { name: 'Ana Ruiz', email: `${actors.buyerId}@example.com` },
        items: [{ name: 'Oat milk', quantity: 2, unit_price: '1.90' }],
        ...more,
      },
      { 'idempotency-key': actors.key },
    ),
  );
};

const groceryIsBrought: Scenario = {
  name: 'grocery with a substitution and a driver',
  run: async (actors) => {
    const orderId = `groc-${actors.key}`;
    const store = `/orders/tracking/${orderId}`;
    const put = (what: string, body: unknown, client = actors.admin) => client.request('PUT', `${store}/${what}`, body);
    await initGrocery(actors, orderId);
    must(await actors.admin.request('POST', `${store}/acknowledge`, {}));
    await actors.admin.move(orderId, 'picking_in_progress');
    const [itemId] = await itemsOf(actors, orderId);
    const substitute = { name: 'Almond milk', quantity: 2, unit_price: '2.40' };
    const proposal = { substitution_id: `sub-${actors.key}`, item_id: itemId, substitute };
    must(await put('substitutions', { substitutions: [proposal] }));
    const waiting = await actors.buyer.request<{ substitutions: { substitution_id: string }[] }>('GET', store);
    const answers = [{ substitution_id: waiting.body.substitutions[0]?.substitution_id, decision: 'approve' }];
    // The response to the first try may have been lost: then there is nothing left to decide.
    must(await put('substitutions', { answers }, actors.buyer), 422);
    await actors.admin.move(orderId, 'ready_for_pickup');
    const driver = { driver_id: actors.driverId, name: 'Marta', phone: '+34600111222', provider: 'own' };
    must(await put('driver', driver));
    await actors.driver.move(orderId, 'driver_pickup_complete');
    await actors.driver.move(orderId, 'in_transit');
    must(await put('location', { lat: 40.4, lng: -3.7, at: actors.now().toISOString() }, actors.driver));
    must(await put('delivered', { proof: { pin: '1234' } }, actors.driver), 409);
    const path = [
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
    ];
    return [{ ...base(actors, orderId), path, deadlines: [], mails: 3 }];
  },
};

const choiceStands: Scenario = {
  name: 'a substitution for somebody who takes whatever there is',
  run: async (actors) => {
    const orderId = `take-${actors.key}`;
    const store = `/orders/tracking/${orderId}`;
    await initGrocery(actors, orderId, { substitution_preference: 'accept' });
    must(await actors.admin.request('POST', `${store}/acknowledge`, {}));
    await actors.admin.move(orderId, 'picking_in_progress');
    const [itemId] = await itemsOf(actors, orderId);
    const substitute = { name: 'Rice milk', quantity: 2, unit_price: '2.20' };
    const substitutions = [{ substitution_id: `sub-${actors.key}`, item_id: itemId, substitute }];
    // The response to the first try may have been lost: then it is decided already.
    must(await actors.admin.request('PUT', `${store}/substitutions`, { substitutions }), 422);
    await actors.admin.move(orderId, 'ready_for_pickup');
    return [
      {
        ...base(actors, orderId),
        path: ['submitted', 'store_notified', 'store_acknowledged', 'picking_in_progress', 'ready_for_pickup'],
        events: { substitutions_proposed: 1, substitutions_answered: 1 },
        deadlines: ['no-driver'],
        mails: 1,
        audits: 1,
      },
    ];
  },
};

export const SHOPS: readonly Scenario[] = [
  escrowIsReleased,
  buyerDisputes,
  farmPrepares,
  groceryIsBrought,
  choiceStands,
];
