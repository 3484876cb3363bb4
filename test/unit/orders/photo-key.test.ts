import { expect, it } from 'vitest';
import { photoKeyOf } from '../../../functions/orders/store-api/photo-key.ts';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { photoFolder } from '../../../shared/orders/use-cases/delivery-photos.ts';

const given = `${photoFolder('ord_1', 'marta')}01KB2Y0000000000000000000A`;

/** As `history` reads it: newest first. */
const storeOf = (...events: readonly Partial<OrderEvent>[]) => ({
  history: async () => ({
    events: events.map((event, index) => ({ orderId: 'ord_1', seq: events.length - index, ...event }) as OrderEvent),
  }),
});

const proof = (photoKey: string) => ({ metadata: { proof: { photoKey } } });
const driver = { role: 'driver', id: 'marta' } as const;

it.each([
  ['of the seller', { role: 'seller', id: 'sam' }, 'another'],
  ['of the customer', { role: 'customer', id: 'ana' }, given.replace(/A$/, 'B')],
  ['of support', { role: 'csr', id: 'cleo' }, given.replace(/A$/, 'B')],
  ['of another driver', { role: 'driver', id: 'max' }, given.replace(/A$/, 'B')],
  ['of the driver, for another order', driver, `${photoFolder('ord_2', 'marta')}01KB2Y0000000000000000000B`],
] as const)('a key in the metadata %s is no proof, and hides none', async (_whose, actor, photoKey) => {
  const later = { actor, ...proof(photoKey) };
  expect(await photoKeyOf(storeOf(later, { actor: driver, ...proof(given) }), 'ord_1')).toBe(given);
  expect(await photoKeyOf(storeOf(later), 'ord_1')).toBeUndefined();
});

it('the last photo that the driver gave is the proof', async () => {
  const last = given.replace(/A$/, 'C');
  const store = storeOf({ actor: driver, ...proof(last) }, { actor: driver, ...proof(given) });
  expect(await photoKeyOf(store, 'ord_1')).toBe(last);
});
