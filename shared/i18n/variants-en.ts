import type { Catalog } from './catalog-shape.ts';

export const enVariants: Catalog['variants'] = {
  farm_confirmed: {
    subject: 'The farm has confirmed order {{ orderNumber }}',
    headline: 'Confirmed by the farm',
    body: 'The farm has confirmed your order and is starting to prepare it. We will let you know when it is ready.',
  },
  held_at_counter: {
    subject: 'Collect your parcel for order {{ orderNumber }}',
    headline: 'Your parcel is ready to collect',
    body: '{% if carrierName %}{{ carrierName }}{% else %}The carrier{% endif %} is holding your parcel for you at its collection point. Bring an identity document{% if trackingNumber %} and the number {{ trackingNumber }}{% endif %}.',
  },
  pickup_reminder: {
    subject: 'Reminder: collect your order {{ orderNumber }}',
    headline: 'Your order is waiting for you',
    body: 'Your order is packed. You will find below when, where and how to collect it. Bring your order number when you come.',
  },
  pickup_rescheduled: {
    subject: 'New collection time for order {{ orderNumber }}',
    headline: 'Your collection time has changed',
    body: 'The time to collect your order has changed. The new time is below.',
  },
  out_for_delivery_undated: {
    subject: 'Order {{ orderNumber }} is out for delivery',
    headline: 'Out for delivery',
    body: 'Your order is with the driver and will reach you soon. Please make sure that someone is there to receive it.',
  },
  still_delayed: {
    subject: 'Order {{ orderNumber }} is still delayed',
    headline: 'Still delayed',
    body: 'Your order has not moved on yet{% if estimatedDelivery %}. The date we now expect is below{% endif %}. We are keeping an eye on it and will let you know as soon as it moves.',
  },
  digest: {
    subject: 'Updates on orders {{ digestOrders }}',
    headline: 'Updates on several orders',
    body: 'The updates are listed below, order by order.',
  },
  shop_update: {
    subject: 'Update on order {{ orderNumber }}',
    headline: 'An order of your shop has changed',
    body: 'The status is below.',
  },
  shop_cancelled: {
    subject: 'Order {{ orderNumber }} was cancelled',
    headline: 'An order was cancelled',
    body: 'Please do not send it. If it has already shipped, contact the customer.',
  },
  shop_returned: {
    subject: 'Order {{ orderNumber }} is coming back',
    headline: 'An order is coming back',
    body: 'The parcel is on its way to you, or has reached you. Please check it when it arrives.',
  },
  shop_refunded: {
    subject: 'Order {{ orderNumber }} was refunded',
    headline: 'An order was refunded',
    body: 'The customer gets the money back. You do not need to send anything more.',
  },
  shop_completed: {
    subject: 'Order {{ orderNumber }} is complete',
    headline: 'An order is complete',
    body: 'The customer has the order. There is nothing more to do.',
  },
  shop_exception: {
    subject: 'Problem with order {{ orderNumber }}',
    headline: 'There is a problem with a delivery',
    body: 'Please look at the order: the customer may need your help.',
  },
  shop_dispute_opened: {
    subject: 'A dispute about order {{ orderNumber }}',
    headline: 'The customer disputes an order',
    body: 'Please gather proof that the order was sent as agreed. Support will look at both sides.',
  },
  shop_reminder: {
    subject: 'Order {{ orderNumber }} is waiting for you',
    headline: 'An order is waiting for you',
    body: 'It has not moved for a while. Please take the next step, or cancel it.',
  },
  shop_unscanned: {
    subject: 'No carrier has scanned order {{ orderNumber }}',
    headline: 'A label without a parcel',
    body: 'The label was created two days ago, and the carrier has not scanned the parcel yet. Please hand it over, or correct the tracking number.',
  },
  driver_new_delivery: {
    subject: 'New delivery: order {{ orderNumber }}',
    headline: 'You have a new delivery',
    body: "{% if shopName != '' %}Collect it at {{ shopName }}.{% else %}Collect it at the store.{% endif %}{% if deliveryAddress != '' %} It goes to: {{ deliveryAddress }}.{% endif %}",
  },
  driver_cancelled: {
    subject: 'Order {{ orderNumber }} was cancelled: do not deliver it',
    headline: 'A delivery was cancelled',
    body: 'Please do not collect it. If you have it already, take it back to the store.',
  },
  driver_update: {
    subject: 'Update on your delivery of order {{ orderNumber }}',
    headline: 'One of your deliveries has changed',
    body: 'The status is below.',
  },
  support_reminder: {
    subject: 'Order {{ orderNumber }} is stuck',
    headline: 'An order is not moving',
    body: 'It has been waiting too long. Please ask the shop, or take the next step.',
  },
  support_exception: {
    subject: 'Order {{ orderNumber }} has a delivery problem',
    headline: 'There is a problem with a delivery',
    body: 'Please look at the order: the shop or the customer may need your help.',
  },
  support_dispute_opened: {
    subject: 'Dispute about order {{ orderNumber }}',
    headline: 'A customer has disputed an order',
    body: 'Please hear both sides and decide.',
  },
  support_requested: {
    subject: 'Help with order {{ orderNumber }}',
    headline: 'A customer asks for help',
    body: 'Their message is in the order’s history. Please reply to them.',
  },
  support_update: {
    subject: 'Update on order {{ orderNumber }}',
    headline: 'An order needs your attention',
    body: 'The status is below.',
  },
};
