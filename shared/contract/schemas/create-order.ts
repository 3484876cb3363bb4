import * as z from 'zod';
import { addressInput, pickupPlaceInput } from './address.ts';
import { estimate } from './dates.ts';
import {
  currency,
  email,
  httpsUrl,
  id,
  instant,
  locale,
  metadata,
  money,
  orderType,
  phone,
  text,
} from './primitives.ts';

const quantity = z.int().min(1).max(100_000);

export const itemInput = z.strictObject({
  itemId: id.exactOptional(),
  sku: text(128).exactOptional(),
  listingId: id.exactOptional(),
  name: text(300),
  quantity,
  unitPrice: money,
  image: httpsUrl.exactOptional(),
  preparedAt: instant.exactOptional(),
});

/** Items without an id of their own are numbered by their place. */
export const itemIdAt = (itemId: string | undefined, index: number): string => itemId ?? `item-${index + 1}`;

const haveOwnIds = (items: readonly { readonly itemId?: string | undefined }[]): boolean =>
  new Set(items.map(({ itemId }, i) => itemIdAt(itemId, i))).size === items.length;

export const paymentResult = z.strictObject({
  success: z.boolean(),
  /** `pending`: a transfer or transaction is on its way. */
  status: z
    .string()
    .transform((status) => status.toLowerCase())
    .pipe(z.enum(['confirmed', 'pending']))
    .exactOptional(),
  paymentMethod: text(40).transform((method) => method.toLowerCase()),
  transactionHash: text(256).exactOptional(),
  escrowId: id.exactOptional(),
  paymentIntentId: id.exactOptional(),
  processingFee: money.exactOptional(),
  gasUsed: z
    .union([z.string().regex(/^\d{1,30}$/), z.int().min(0)])
    .transform(String)
    .exactOptional(),
});

const checkoutFields = {
  buyerId: id.exactOptional(),
  guestEmail: email.exactOptional(),
  sellerId: id,
  listingId: id.exactOptional(),
  items: z.array(itemInput).min(1).max(200).refine(haveOwnIds, 'Two items have the same itemId').exactOptional(),
  quantity: quantity.exactOptional(),
  totalAmount: money,
  currency,
  shippingAddress: addressInput.exactOptional(),
  shippingMethod: text(100).exactOptional(),
  fulfilmentType: z.enum(['pickup', 'delivery', 'shipping']).exactOptional(),
  orderType: orderType.exactOptional(),
  locale: locale.exactOptional(),
  customer: z
    .strictObject({ name: text(200).exactOptional(), email: email.exactOptional(), phone: phone.exactOptional() })
    .exactOptional(),
  estimatedDelivery: estimate.exactOptional(),
  estimatedReadyAt: estimate.exactOptional(),
  estimatedPickupAt: estimate.exactOptional(),
  /** Where the buyer collects the order: the name of the place, or its address. */
  pickupLocation: pickupPlaceInput.exactOptional(),
  pickupInstructions: text(2_000).exactOptional(),
  notes: text(2_000).exactOptional(),
  metadata: metadata.exactOptional(),
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
