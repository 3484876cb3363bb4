import { base, confirmedOnce, create, ITEMS, must, type Scenario } from './scenario.ts';
import { initGrocery, itemsOf, TO_THE_DOOR } from './shops.ts';

/** Ends by the clock: the store is reminded after five minutes, and loses the order after fifteen. */
export const storeStaysSilent: Scenario = {
  name: 'a store that does not respond',
  run: async (actors) => {
    const orderId = `mute-${actors.key}`;
    await initGrocery(actors, orderId);
    return [
      {
        ...base(actors, orderId),
        path: ['submitted', 'store_notified', 'cancelled'],
        events: { deadline_passed: 1 },
        deadlines: [],
        // That it was cancelled, and nothing before: no store had confirmed it.
        mails: 1,
      },
    ];
  },
};

/** Its schedule is taken away by the harness: the daily sweep has to bring it back. */
export const scheduleIsLost: Scenario = {
  name: 'a schedule that is lost',
  run: async (actors) => {
    const { id } = await create(actors, ITEMS);
    await actors.admin.move(id, 'confirmed');
    return [confirmedOnce(actors, id)];
  },
};

/** Ends by the clock: nobody disputes for seven days. */
export const receiptIsAssumed: Scenario = {
  name: 'a delivery that nobody disputes',
  run: async (actors) => {
    const payment = { paymentMethod: 'escrow', escrowId: `esc-${actors.key}` };
    const { id } = await create(actors, { ...ITEMS, orderType: 'marketplace' }, { payment });
    for (const status of TO_THE_DOOR) await actors.admin.move(id, status);
    return [{ ...base(actors, id), path: ['escrow_locked', ...TO_THE_DOOR, 'completed'], deadlines: [], mails: 4 }];
  },
};

/** Ends by the clock: the customer does not decide for ten minutes, and has said meanwhile that they take whatever there is. */
export const substitutionLapses: Scenario = {
  name: 'a substitution that nobody decides on',
  run: async (actors) => {
    const orderId = `lapse-${actors.key}`;
    const store = `/orders/tracking/${orderId}`;
    await initGrocery(actors, orderId);
    must(await actors.admin.request('POST', `${store}/acknowledge`, {}));
    await actors.admin.move(orderId, 'picking_in_progress');
    const [itemId] = await itemsOf(actors, orderId);
    const substitute = { name: 'Soy milk', quantity: 2, unit_price: '2.10' };
    const substitutions = [{ substitution_id: `sub-${actors.key}`, item_id: itemId, substitute }];
    must(await actors.admin.request('PUT', `${store}/substitutions`, { substitutions }));
    const chosen = { substitutionPreference: 'accept' };
    must(await actors.buyer.request('PUT', '/api/notifications/preferences', chosen));
    return [
      {
        ...base(actors, orderId),
        path: [
          'submitted',
          'store_notified',
          'store_acknowledged',
          'picking_in_progress',
          'substitutions_needed',
          'picking_in_progress',
        ],
        events: { substitutions_answered: 1 },
        deadlines: [],
        mails: 2,
        audits: 1,
      },
    ];
  },
};
