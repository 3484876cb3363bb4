import { type Actors, base, create, ITEMS, must, type Scenario, yesterday } from './scenario.ts';

const pay = async (actors: Actors, orderId: string, type: string, hour: number): Promise<void> => {
  const event = { type, orderId, paymentIntentId: `pi-${actors.key}`, occurredAt: yesterday(actors, hour) };
  must(await actors.admin.payment(event, `${actors.key}-${type}`));
};

const PENDING = { success: false, status: 'pending' } as const;

const downloadIsRefunded: Scenario = {
  name: 'a download is paid, delivered and refunded',
  run: async (actors) => {
    const { id } = await create(actors, { ...ITEMS, orderType: 'digital' });
    await pay(actors, id, 'payment.confirmed', 1);
    await actors.admin.move(id, 'processing');
    await actors.admin.move(id, 'delivered');
    await pay(actors, id, 'payment.refunded', 5);
    const path = ['pending', 'confirmed', 'processing', 'delivered', 'refunded'];
    return [{ ...base(actors, id), path, deadlines: [], mails: 4 }];
  },
};

const paymentFails: Scenario = {
  name: 'a payment that fails gives the stock back',
  run: async (actors) => {
    const listingId = `unpaid-${actors.key}`;
    const listing = { sellerId: actors.sellerId, stock: 5, available: true };
    must(await actors.admin.request('PUT', `/api/admin/listings/${listingId}`, listing));
    const payment = { paymentMethod: 'fiat', ...PENDING };
    const { id } = await create(actors, { listingId, quantity: 3, orderType: 'marketplace' }, { payment });
    await pay(actors, id, 'payment.failed', 1);
    const path = ['payment_pending', 'failed'];
    return [{ ...base(actors, id), path, deadlines: [], mails: 1, stock: { listingId, left: 5 } }];
  },
};

const moneyGoesBackBeforeTheShop: Scenario = {
  name: 'a purchase on a chain that is paid and refunded',
  run: async (actors) => {
    const payment = { paymentMethod: 'crypto', ...PENDING };
    const { id } = await create(actors, { ...ITEMS, orderType: 'marketplace' }, { payment });
    await pay(actors, id, 'payment.confirmed', 1);
    await pay(actors, id, 'payment.refunded', 2);
    const path = ['payment_pending', 'payment_confirmed', 'refunded'];
    return [{ ...base(actors, id), path, deadlines: [], mails: 2 }];
  },
};

export const MONEY: readonly Scenario[] = [downloadIsRefunded, paymentFails, moneyGoesBackBeforeTheShop];
