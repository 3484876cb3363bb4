/** Turns that an order may take off its straight way. */
import { base, create, ITEMS, moveOn, must, type Scenario } from './scenario.ts';
import { initGrocery } from './shops.ts';

const buyerCancels: Scenario = {
  name: 'a buyer cancels',
  run: async (actors) => {
    const { id } = await create(actors, ITEMS);
    await actors.buyer.move(id, 'cancelled');
    return [{ ...base(actors, id), path: ['pending', 'cancelled'], deadlines: [], mails: 1 }];
  },
};

const administratorForces: Scenario = {
  name: 'an administrator forces a move',
  run: async (actors) => {
    const { id } = await create(actors, ITEMS);
    const body = { status: 'delivered', force: true, reason: 'Handed over in person' };
    // 409 after a lost response: it is there already.
    must(await actors.admin.request('POST', `/api/admin/orders/${id}/status`, body), 409);
    return [{ ...base(actors, id), path: ['pending', 'delivered'], deadlines: [], mails: 1, audits: 1 }];
  },
};

const subscriptionGoesOn: Scenario = {
  name: 'a subscription begins its second cycle',
  run: async (actors) => {
    const { id } = await create(actors, { ...ITEMS, orderType: 'subscription' });
    const first = ['confirmed', 'processing', 'shipped', 'delivered'];
    const body = { status: 'shipped', trackingNumber: actors.trackingNumber, carrier: 'fedex' };
    for (const status of first) {
      if (status !== 'shipped') await actors.admin.move(id, status);
      else must(await actors.admin.request('PUT', `/api/orders/${id}/status`, body), 409);
    }
    await moveOn(actors.system, id, 'processing');
    return [
      {
        ...base(actors, id),
        path: ['pending', ...first, 'processing'],
        events: { shipment_registered: 1 },
        deadlines: ['stuck-before-shipping'],
        mails: 5,
      },
    ];
  },
};

const driverDropsOut: Scenario = {
  name: 'a driver drops out and another comes',
  run: async (actors) => {
    const orderId = `drop-${actors.key}`;
    const store = `/orders/tracking/${orderId}`;
    const assign = async (driverId: string): Promise<void> => {
      const driver = { driver_id: driverId, name: 'Marta', phone: '+34600111222', provider: 'own' };
      must(await actors.admin.request('PUT', `${store}/driver`, driver));
    };
    await initGrocery(actors, orderId);
    must(await actors.admin.request('POST', `${store}/acknowledge`, {}));
    await actors.admin.move(orderId, 'picking_in_progress');
    await actors.admin.move(orderId, 'ready_for_pickup');
    await assign(`first-${actors.driverId}`);
    await moveOn(actors.admin, orderId, 'ready_for_pickup');
    await assign(actors.driverId);
    const path = ['submitted', 'store_notified', 'store_acknowledged', 'picking_in_progress', 'ready_for_pickup'];
    return [
      {
        ...base(actors, orderId),
        path: [...path, 'driver_assigned', 'ready_for_pickup', 'driver_assigned'],
        deadlines: [],
        mails: 1,
      },
    ];
  },
};

const guestAsksForTheLink: Scenario = {
  name: 'a guest asks for the link of an order',
  run: async (actors) => {
    const email = `guest-${actors.key}@example.com`;
    const guest = { buyerId: undefined, guestEmail: email, customer: { name: 'Gast Guest' } };
    const { id, orderNumber } = await create(actors, { ...ITEMS, ...guest });
    const query = new URLSearchParams({ number: orderNumber, email });
    must(await actors.nobody.request('GET', `/api/orders/track?${query}`));
    const { buyerId: _nobody, ...own } = base(actors, id);
    // A client that asks again, because no response came, may get a second link: each request is its own.
    return [{ ...own, path: ['pending'], deadlines: [], mails: { least: 1, max: 3 } }];
  },
};

export const TURNS: readonly Scenario[] = [
  buyerCancels,
  administratorForces,
  subscriptionGoesOn,
  driverDropsOut,
  guestAsksForTheLink,
];
