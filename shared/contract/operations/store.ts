/** What the store's and drivers' operations take and return. */
import * as z from 'zod';
import { STORE_ORDER_EXAMPLE } from '../examples.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { id } from '../schemas/id.ts';
import {
  acknowledgeBody,
  deliveredBody,
  driverBody,
  initBody,
  locationBody,
  photoUploadBody,
  storeStatusBody,
  substitutionsBody,
} from '../schemas/store.ts';

const params = z.object({ order_id: id });

export const STORE_OPERATIONS = {
  initTracking: { body: initBody, example: STORE_ORDER_EXAMPLE },
  getTracking: { params },
  changeTrackingStatus: {
    params,
    body: storeStatusBody,
    example: { status: 'PICKING_IN_PROGRESS' },
  },
  acknowledgeOrder: {
    params,
    body: acknowledgeBody,
    example: { estimated_ready_at: '2026-11-22T12:00:00Z' },
  },
  changeSubstitutions: {
    params,
    body: substitutionsBody,
    example: {
      substitutions: [{ item_id: 'item-1', substitute: { name: 'Almond milk', quantity: 2, unit_price: '2.40' } }],
    },
  },
  assignDriver: {
    params,
    body: driverBody,
    example: { driver_id: 'driver-9', name: 'Marta', phone: '+34600111222', vehicle: 'bicycle', provider: 'own' },
  },
  reportLocation: {
    params,
    body: locationBody,
    example: { lat: 40.4168, lng: -3.7038, heading: 90, speed: 7.5, at: '2026-11-22T12:30:00Z' },
  },
  requestPhotoUpload: {
    params,
    body: photoUploadBody,
    example: { contentType: 'image/jpeg', bytes: 182_000 },
    description:
      'For the driver of the order. Send the photo to `url` by `method` with exactly these headers, before `expiresAt`; ' +
      'then give `photoKey` as proof of the delivery. The type and the length are part of the signature, and a key ' +
      'takes one photo: another photo needs another upload.',
  },
  getDeliveryPhoto: {
    params,
    description: 'For whoever takes part in the order, and support. The link ends after five minutes.',
  },
  confirmDelivered: { params, body: deliveredBody, example: { proof: { pin: '1234' } } },
} as const satisfies Record<OperationIdOf<'StoreApi'>, OperationSchemas>;
