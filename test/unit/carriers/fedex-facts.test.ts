import { describe, expect, it } from 'vitest';
import { parcel } from './support/fedex.ts';

describe('what FedEx says beside the scans', () => {
  it('is its service, by its name before its code', () => {
    const serviceDetail = { type: 'GROUND_HOME_DELIVERY', description: 'FedEx Home Delivery', shortDescription: 'HD' };
    expect(parcel({ more: { serviceDetail } }).facts?.service).toBe('FedEx Home Delivery');
    expect(parcel({ more: { serviceDetail: { type: 'FEDEX_GROUND' } } }).facts?.service).toBe('FEDEX_GROUND');
  });

  it('is who took the parcel, and where', () => {
    const deliveryDetails = { deliveryAttempts: '0', receivedByName: 'A.RUIZ', locationDescription: 'Front Desk' };
    expect(parcel({ more: { deliveryDetails } }).facts?.proof).toEqual({ signedBy: 'A.RUIZ', place: 'Front Desk' });
  });

  it('is how many pieces the shipment has, and its own number', () => {
    const packageIdentifiers = [{ type: 'STANDARD_MPS', values: ['794887075005'] }];
    const more = { packageDetails: { count: '3' }, additionalTrackingInfo: { packageIdentifiers } };
    expect(parcel({ more }).facts).toMatchObject({ pieces: 3, masterNumber: '794887075005' });
    for (const count of ['1', 'many', ''])
      expect(parcel({ more: { packageDetails: { count } } }).facts?.pieces).toBeUndefined();
  });

  it('is nothing where FedEx says nothing', () => {
    expect(parcel({})).not.toHaveProperty('facts');
  });
});
