/** Keys of photos of deliveries that are ours; what a shop stores elsewhere has another. */
export const PHOTO_PREFIX = 'delivery-photos/';
