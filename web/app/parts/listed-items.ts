import type { Order, OrderRowItem } from '../../../client/src/index.ts';

/** The items of an order as lists have them. */
export const listedItems = ({ items }: Pick<Order, 'items'>): readonly OrderRowItem[] =>
  items.flatMap(({ name, quantity, unit, unitPrice, removed }) =>
    removed ? [] : [{ name, quantity, unit, price: unitPrice }],
  );
