import type { Catalog } from './catalog.ts';
import { enWords } from './words-en.ts';

export const en: Catalog = {
  ...enWords,
  notifications: {
    order_confirmed: {
      subject: 'Order {{ orderNumber }} is confirmed',
      headline: 'Your order is confirmed',
      body: 'Thank you. We have your order and will tell you about every step from here.',
    },
    processing: {
      subject: 'We are working on order {{ orderNumber }}',
      headline: 'Your order is being processed',
      body: 'The seller is getting your order ready to leave.',
    },
    preparing: {
      subject: 'Order {{ orderNumber }} is being prepared',
      headline: 'Your order is being prepared',
      body: 'Your items are being picked and packed right now.',
    },
    shipped: {
      subject: 'Order {{ orderNumber }} has shipped',
      headline: 'Your parcel is on its way',
      body: 'Your order has left{% if carrier %} with {{ carrier }}{% endif %}. Follow it live with the button below.',
    },
    out_for_delivery: {
      subject: 'Order {{ orderNumber }} arrives today',
      headline: 'Out for delivery',
      body: 'Your order is on the vehicle and will reach you soon. Please make sure that somebody can take it.',
    },
    delivered: {
      subject: 'Order {{ orderNumber }} was delivered',
      headline: 'Delivered',
      body: 'Your order has arrived. If you cannot find it, look at the details below or ask for help.',
    },
    delayed: {
      subject: 'Order {{ orderNumber }} will be late',
      headline: 'Your order is delayed',
      body: 'We are sorry: your order takes longer than planned. We keep watching it and tell you as soon as it moves.',
    },
    exception: {
      subject: 'There is a problem with order {{ orderNumber }}',
      headline: 'Delivery problem',
      body: 'Something stands in the way of your delivery. Open the order to see what happened and what you can do.',
    },
    cancelled: {
      subject: 'Order {{ orderNumber }} was cancelled',
      headline: 'Your order was cancelled',
      body: 'Nothing more will be sent. If you have paid, the refund follows by the way that you paid.',
    },
    returned: {
      subject: 'Order {{ orderNumber }} is going back',
      headline: 'Your order was returned',
      body: 'Your order went back to the seller, who will be in touch about a refund or a new delivery.',
    },
    refunded: {
      subject: 'Order {{ orderNumber }} was refunded',
      headline: 'Your refund is on its way',
      body: 'We have sent the money back by the way that you paid. It can take some days to show.',
    },
    ready_for_pickup: {
      subject: 'Order {{ orderNumber }} is ready to collect',
      headline: 'Ready for pickup',
      body: 'Your order is packed and waiting for you. Bring your order number when you come.',
    },
    completed: {
      subject: 'Order {{ orderNumber }} is complete',
      headline: 'All done',
      body: 'Your order is complete. Thank you for buying with us.',
    },
    substitutions_needed: {
      subject: 'Please choose: a change to order {{ orderNumber }}',
      headline: 'Something is out of stock',
      body: 'The store suggests a replacement. Please accept or refuse it within a few minutes, so that picking can go on.',
    },
    driver_assigned: {
      subject: 'A driver takes order {{ orderNumber }}',
      headline: 'Your driver is assigned',
      body: 'A driver is on the way to collect your order.',
    },
    store_new_order: {
      subject: 'New order {{ orderNumber }}',
      headline: 'You have a new order',
      body: 'Please acknowledge it, so that the customer knows you have seen it.',
    },
    order_reminder: {
      subject: 'A reminder about order {{ orderNumber }}',
      headline: 'Do not forget your order',
      body: 'Your order is waiting for its next step.',
    },
    dispute_opened: {
      subject: 'A dispute about order {{ orderNumber }}',
      headline: 'A dispute was opened',
      body: 'We have the case and will look at both sides. You will hear from us about every step.',
    },
    payment_failed: {
      subject: 'The payment for order {{ orderNumber }} failed',
      headline: 'Your payment did not go through',
      body: 'Nothing was charged. Please try again or choose another way to pay.',
    },
    delivery_rescheduled: {
      subject: 'A new delivery date for order {{ orderNumber }}',
      headline: 'Your delivery has a new date',
      body: 'Your delivery was moved. The new date is below.',
    },
    tracking_link: {
      subject: 'Your link to order {{ orderNumber }}',
      headline: 'Here is your link',
      body: 'You, or somebody who knows your order, asked for this link. It opens your order without a password: please keep it to yourself.',
    },
    custom: {
      subject: 'About your order {{ orderNumber }}',
      headline: 'News about your order',
      body: 'There is news about your order. Open it to read more.',
    },
  },
  variants: {
    held_at_counter: {
      subject: 'Collect your parcel of order {{ orderNumber }}',
      headline: 'Your parcel is ready to collect',
      body: '{% if carrier %}{{ carrier }}{% else %}The carrier{% endif %} holds your parcel at its counter for you. Bring an identity document{% if trackingNumber %} and the number {{ trackingNumber }}{% endif %}.',
    },
    pickup_reminder: {
      subject: 'Reminder: collect your order {{ orderNumber }}',
      headline: 'Your order waits for you',
      body: 'Your order is packed. When, where and how to collect it is below. Bring your order number when you come.',
    },
    pickup_rescheduled: {
      subject: 'A new time to collect order {{ orderNumber }}',
      headline: 'You collect at another time',
      body: 'The time to collect your order was changed. The new time is below.',
    },
    out_for_delivery_undated: {
      subject: 'Order {{ orderNumber }} is out for delivery',
      headline: 'Out for delivery',
      body: 'Your order is on the vehicle and will reach you soon. Please make sure that somebody can take it.',
    },
  },
  events: {
    order_created: 'Order placed',
    status_changed: 'Status changed',
    shipment_registered: 'Parcel registered',
    parcel_scanned: 'Parcel scanned',
    delivery_attempted: 'Delivery attempted',
    estimated_delivery_changed: 'New estimated delivery',
    item_prepared: 'Item prepared',
    driver_assigned: 'Driver assigned',
    substitutions_proposed: 'Replacement suggested',
    substitutions_answered: 'Replacement answered',
    delivery_preferences_set: 'Delivery preferences set',
    delivery_rescheduled: 'Delivery moved',
    address_changed: 'Address changed',
    support_requested: 'Help requested',
    feedback_given: 'Feedback given',
    delivery_proven: 'Proof of delivery added',
    payment_recorded: 'Payment recorded',
    store_acknowledged: 'Seen by the store',
    deadline_passed: 'A deadline passed',
    scan_unplaceable: 'Update from the carrier',
  },
  email: {
    greeting: 'Hello {{ name }},',
    greetingWithoutName: 'Hello,',
    order: 'Order',
    parcel: 'Parcel',
    status: 'Status',
    estimatedDelivery: 'Estimated delivery',
    pickupPlace: 'Where to collect',
    pickupAt: 'When to collect',
    pickupSince: 'Ready since',
    pickupHours: 'Opening hours',
    pickupInstructions: 'Instructions',
    items: 'Items',
    button: 'Follow your order',
    footer: 'You receive this message because you placed an order. It tells its progress and nothing else.',
  },
};
