/** The module of each operation's route, loaded when it is first asked for. */
export const storeImplementations = {
  initTracking: () => import('./routes/init-tracking.ts'),
  getTracking: () => import('./routes/store-actions.ts'),
  changeTrackingStatus: () => import('./routes/store-actions.ts'),
  acknowledgeOrder: () => import('./routes/store-actions.ts'),
  changeSubstitutions: () => import('./routes/store-actions.ts'),
  assignDriver: () => import('./routes/store-actions.ts'),
  reportLocation: () => import('./routes/report-location.ts'),
  requestPhotoUpload: () => import('./routes/photos.ts'),
  getDeliveryPhoto: () => import('./routes/photos.ts'),
  confirmDelivered: () => import('./routes/store-actions.ts'),
};
