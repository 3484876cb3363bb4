/** The module of each operation's route, loaded when it is first asked for. */
export const deliveriesImplementations = {
  quoteDeliveries: () => import('./routes/quote-deliveries.ts'),
  bookDelivery: () => import('./routes/book-delivery.ts'),
  cancelDelivery: () => import('./routes/cancel-delivery.ts'),
};
