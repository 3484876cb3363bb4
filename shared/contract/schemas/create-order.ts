import * as z from 'zod';
import { addressInput } from './address.ts';
import {
  currency,
  email,
  httpsUrl,
  id,
  instant,
  locale,
  metadata,
  money,
  phone,
  statusName,
  text,
} from './primitives.ts';

const quantity = z.int().min(1).max(100_000);

export const itemInput = z.strictObject({
  itemId: id.optional(),
  sku: text(128).optional(),
  listingId: id.optional(),
  name: text(300),
  quantity,
  unitPrice: money,
  image: httpsUrl.optional(),
  preparedAt: instant.optional(),
});

export const paymentResult = z.strictObject({
  success: z.boolean(),
  /** `pending`: a transfer or transaction is on its way. */
  status: z
    .string()
    .transform((status) => status.toLowerCase())
    .pipe(z.enum(['confirmed', 'pending']))
    .optional(),
  paymentMethod: text(40).transform((method) => method.toLowerCase()),
  transactionHash: text(256).optional(),
  escrowId: id.optional(),
  paymentIntentId: id.optional(),
  processingFee: money.optional(),
  gasUsed: z
    .union([z.string().regex(/^\d{1,30}$/), z.int().min(0)])
    .transform(String)
    .optional(),
});

const checkoutFields = {
  buyerId: id.optional(),
  guestEmail: email.optional(),
  sellerId: id,
  listingId: id.optional(),
  items: z.array(itemInput).min(1).max(200).optional(),
  quantity: quantity.optional(),
  totalAmount: money,
  currency,
  shippingAddress: addressInput.optional(),
  shippingMethod: text(100).optional(),
  fulfilmentType: z.enum(['pickup', 'delivery', 'shipping']).optional(),
  orderType: statusName.optional(),
  locale: locale.optional(),
  customer: z.strictObject({ name: text(200).optional(), email: email.optional(), phone: phone.optional() }).optional(),
  estimatedDelivery: instant.optional(),
  estimatedReadyAt: instant.optional(),
  estimatedPickupAt: instant.optional(),
  notes: text(2_000).optional(),
  metadata: metadata.optional(),
};

/** A shop may still be named by the farm's older name for it. */
const farmAsSeller = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('farmId' in value) || 'sellerId' in value) return value;
  const { farmId, ...rest } = value;
  return { ...rest, sellerId: farmId };
};

export const checkoutData = z
  .preprocess(farmAsSeller, z.strictObject(checkoutFields))
  .refine(({ buyerId, guestEmail }) => (buyerId === undefined) !== (guestEmail === undefined), {
    path: ['buyerId'],
    message: 'Either buyerId or guestEmail is needed, not both',
  })
  .refine(({ items, listingId }) => items !== undefined || listingId !== undefined, {
    path: ['items'],
    message: 'Items or a listingId are needed',
  });

export const createOrderBody = z.strictObject({ paymentResult, checkoutData });
export type CreateOrderBody = z.output<typeof createOrderBody>;

export const createdOrder = z.object({
  success: z.literal(true),
  order: z.object({
    id: z.string(),
    orderNumber: z.string().meta({ examples: ['ORD-2026-001234'] }),
    status: z.string(),
    totalAmount: z.string(),
    currency: z.string(),
    estimatedDelivery: z.string().nullable(),
    trackingUrl: z.string(),
  }),
});
