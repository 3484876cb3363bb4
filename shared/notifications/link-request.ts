import type { Instant } from '../calendar/instant.ts';
import { emailOf, postcodeOf } from '../contract/normalize.ts';
import type { Order } from '../orders/model/order.ts';
import { sha256 } from '../security/digest.ts';

/** What a requester says to know of an order besides its number. */
export interface LinkProofs {
  readonly email?: string;
  readonly postcode?: string;
}

/**
 * Somebody who is not signed in asks for the link of an order. It is written down whether or not there is such an order,
 * and looked into afterwards: what the requester sees, and how soon, cannot depend on it. What they say about a person
 * is stored as a digest only.
 */
export interface LinkRequest {
  readonly requestId: string;
  /** Or its id or a parcel's number, where the requester gave one of those or an earlier link. */
  readonly orderNumber: string;
  /** One digest for each thing that was said; all must be right. */
  readonly proofs: readonly { readonly of: keyof LinkProofs; readonly digest: string }[];
  readonly requestedAt: Instant;
}

export interface LinkRequestStore {
  /** Kept for an hour: the stream carries it on in seconds. */
  put(request: LinkRequest): Promise<void>;
}

/** As people type them: case, spaces, hyphens and the script of a mail domain say nothing. */
const plain: Readonly<Record<keyof LinkProofs, (text: string) => string>> = { email: emailOf, postcode: postcodeOf };

const digestOf = (orderNumber: string, of: keyof LinkProofs, text: string): string =>
  sha256(JSON.stringify([orderNumber, of, plain[of](text)]), 'base64url');

export const linkRequest = (
  requestId: string,
  orderNumber: string,
  said: LinkProofs,
  requestedAt: Instant,
): LinkRequest => ({
  requestId,
  orderNumber,
  proofs: (['email', 'postcode'] as const).flatMap((of) => {
    const text = said[of];
    return text === undefined ? [] : [{ of, digest: digestOf(orderNumber, of, text) }];
  }),
  requestedAt,
});

/** The same for who asks for the same with the same words, however they are written. */
export const nameOfRequest = (number: string, said: LinkProofs): string => {
  const plainNumber = number.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  const words = (['email', 'postcode'] as const).map((of) => said[of] && plain[of](said[of]));
  return sha256(JSON.stringify([plainNumber, ...words]), 'base64url');
};

const known = (order: Order, of: keyof LinkProofs): readonly string[] =>
  [...(of === 'email' ? [order.customer.email, order.guestEmail] : [order.shippingAddress?.postalCode])].filter(
    (text) => text !== undefined,
  );

const isNamed = ({ orderNumber, orderId, shipments }: Order, name: string): boolean =>
  [orderNumber, orderId, ...shipments.map(({ trackingNumber }) => trackingNumber)].includes(name);

/** Whether the requester knows the order. Having said nothing proves nothing. */
export const isProven = ({ orderNumber, proofs }: LinkRequest, order: Order): boolean =>
  proofs.length > 0 &&
  isNamed(order, orderNumber) &&
  proofs.every(({ of, digest }) => known(order, of).some((text) => digestOf(orderNumber, of, text) === digest));
