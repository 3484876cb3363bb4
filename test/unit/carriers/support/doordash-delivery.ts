/** A delivery as DoorDash's events carry it. */
export const doordashDelivery = {
  external_delivery_id: 'ord_c19a5d37',
  dasher_id: 123212,
  dasher_name: 'John D.',
  dasher_dropoff_phone_number: '+16504379788',
  dasher_location: { lat: 43.333333333, lng: -79.333333333 },
  pickup_address: '1000 4th Avenue, Seattle, WA 98104',
  dropoff_address: '1201 3rd Avenue, Seattle, WA 98101',
  order_value: 5555,
  currency: 'USD',
  fee: 975,
  tip: 230,
  tracking_url: 'https://doordash.com/drive/portal/track/53904a0b',
  contactless: false,
};
