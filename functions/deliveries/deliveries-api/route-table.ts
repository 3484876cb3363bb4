import { bookDelivery } from './routes/book-delivery.ts';
import { cancelDelivery } from './routes/cancel-delivery.ts';
import { quoteDeliveries } from './routes/quote-deliveries.ts';

/** One route for each operation of the table. */
export const deliveriesImplementations = { quoteDeliveries, bookDelivery, cancelDelivery };
