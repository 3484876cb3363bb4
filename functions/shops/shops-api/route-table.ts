import { getShop, putShop } from './routes/shops.ts';

/** One route for each operation of the table. */
export const shopsImplementations = { getShop, putShop };
