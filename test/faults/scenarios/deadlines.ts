import { base, create, ITEMS, type Scenario } from './scenario.ts';
import { initGrocery } from './shops.ts';

/** Ends by the clock: the store is reminded after five minutes, and loses the order after fifteen. */
export const storeStaysSilent: Scenario = {
  name: 'a store that does not answer',
  run: async (actors) => {
    const orderId = `mute-${actors.key}`;
    await initGrocery(actors, orderId);
    return [
      {
        ...base(actors, orderId),
        path: ['submitted', 'store_notified', 'cancelled'],
        events: { deadline_passed: 1 },
        deadlines: [],
        mails: 2,
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
    return [{ ...base(actors, id), path: ['pending', 'confirmed'], deadlines: ['stuck-before-shipping'], mails: 1 }];
  },
};
