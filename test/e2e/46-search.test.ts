/** Search as the contract's lists are: newest first, each order once, by cursor and by page, with totals. */
import { beforeAll, describe, expect, it } from 'vitest';
import { drain, tokenFor } from './support/api.ts';
import { byCursor, byPage, get, idsOf } from './support/lists.ts';
import { createOrder, newParties, type Parties, putStatus, unique } from './support/orders.ts';

const SEARCH = '/api/orders/search';
const ACTIVE = '/api/orders/user/active';
const word = (): string => unique('zq').replaceAll('-', '');

describe('seven orders whose e-mail begins alike', () => {
  const name = word();
  let parties: Parties;
  let ids: string[];
  beforeAll(async () => {
    parties = await newParties();
    ids = [];
    // The word fits the local part, the host and the address as a whole.
    const customer = { name: 'Begoña Núñez', email: `${name}@${name}.example` };
    for (let n = 0; n < 7; n += 1) ids.unshift((await createOrder(parties, { customer })).id);
    await drain();
  });

  it('come once each, newest first, by cursor and by page, with exact totals', async () => {
    for (const token of [parties.buyer, parties.seller, await tokenFor({ sub: 'csr-1', roles: ['csr'] })]) {
      const paged = await byCursor(SEARCH, { q: name, limit: 3 }, token);
      expect(paged.flatMap(idsOf)).toEqual(ids);
      expect(paged.map((page) => page.pagination)).toMatchObject([
        { page: 1, total: 7, totalPages: 3 },
        { page: null, total: 7, totalPages: 3 },
        { page: null, total: 7, totalPages: 3, nextCursor: null },
      ]);
      const numbered = await byPage(SEARCH, { q: name, limit: 3 }, token);
      expect(numbered.map(idsOf)).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)]);
      expect(numbered.map((page) => page.pagination.page)).toEqual([1, 2, 3]);
      expect([...paged, ...numbered].map((page) => page.truncated)).toEqual(Array(6).fill(false));
      const beyond = await get(SEARCH, { q: name, limit: 3, page: 4 }, token);
      expect(beyond).toMatchObject({ orders: [], pagination: { page: 4, total: 7, totalPages: 3, nextCursor: null } });
    }
  });

  it('come once for somebody who is their buyer and their seller', async () => {
    const both = await tokenFor({
      sub: parties.buyerId,
      roles: ['customer', 'seller'],
      seller_ids: [parties.sellerId],
    });
    for (const pageThrough of [byCursor, byPage]) {
      expect((await pageThrough(SEARCH, { q: name, limit: 3 }, both)).flatMap(idsOf)).toEqual(ids);
    }
  });

  it('are found with and without accents and by several words, all of which must fit', async () => {
    for (const q of [`${name} begona`, `BEGOÑA ${name}`, `núñ beg ${name.slice(0, -1)}`, `${name}@${name}.exa olive`]) {
      const found = await get(SEARCH, { q, limit: 7 }, parties.seller);
      expect([q, idsOf(found), found.pagination.total]).toEqual([q, ids, 7]);
    }
    expect(idsOf(await get(SEARCH, { q: `${name} ruiz` }, parties.seller))).toEqual([]);
  });

  it('come once each while others are made between the pages', async () => {
    const first = await get(SEARCH, { q: name, limit: 3 }, parties.seller);
    const { id } = await createOrder(parties, { customer: { name: 'Late', email: `${name}@late.example` } });
    await drain();
    const cursor = first.pagination.nextCursor ?? '';
    const second = await get(SEARCH, { q: name, limit: 10, cursor }, parties.seller);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
    const again = await get(SEARCH, { q: name, limit: 10 }, parties.seller);
    expect([idsOf(again), again.pagination.total]).toEqual([[id, ...ids], 8]);
  });

  it('that are under way are paged in the same ways', async () => {
    await putStatus(ids[3] ?? '', parties.seller, 'cancelled');
    await drain();
    const all = idsOf(await get(ACTIVE, { limit: 100 }, parties.buyer));
    expect(all).toHaveLength(7);
    expect((await byCursor(ACTIVE, { limit: 3 }, parties.buyer)).flatMap(idsOf)).toEqual(all);
    const numbered = await byPage(ACTIVE, { limit: 3 }, parties.buyer);
    expect(numbered.map(idsOf)).toEqual([all.slice(0, 3), all.slice(3, 6), all.slice(6)]);
    for (const { pagination } of numbered) expect(pagination).toMatchObject({ total: 7, totalPages: 3 });
  });
});
