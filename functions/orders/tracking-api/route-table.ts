/** The module of each operation's route, loaded when it is first asked for. */
export const trackingImplementations = {
  trackParcel: () => import('./routes/track-parcel.ts'),
  getTrackingPage: () => import('./routes/tracking-page.ts'),
  requestTrackingLink: () => import('./routes/request-tracking-link.ts'),
  getShop: () => import('./routes/shops.ts'),
  putShop: () => import('./routes/shops.ts'),
};
