/** Pages that are open while something happens. */
import { base, confirmedOnce, create, ITEMS, must, type Scenario } from './scenario.ts';

const allOrdersAreFollowed: Scenario = {
  name: 'a page that shows all orders of a customer',
  run: async (actors) => {
    const follower = await actors.follow('me');
    const { id } = await create(actors, ITEMS);
    await actors.admin.move(id, 'confirmed');
    await actors.admin.move(id, 'processing');
    return [
      {
        ...base(actors, id),
        path: ['pending', 'confirmed', 'processing'],
        deadlines: ['stuck-before-shipping'],
        mails: 2,
        follower,
      },
    ];
  },
};

const accessIsWithdrawn: Scenario = {
  name: 'access that is withdrawn while the page is open',
  run: async (actors) => {
    const { id } = await create(actors, ITEMS);
    const withdrawn = await actors.follow({ orderId: id });
    const revocation = { reason: 'The telephone was stolen' };
    must(await actors.admin.request('POST', `/api/admin/users/${actors.buyerId}/revoke-access`, revocation));
    await actors.admin.move(id, 'confirmed');
    return [{ ...confirmedOnce(actors, id), withdrawn }];
  },
};

export const PAGES: readonly Scenario[] = [allOrdersAreFollowed, accessIsWithdrawn];
