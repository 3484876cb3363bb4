import { guestPageUrl, linkExpiry } from '../../shared/notifications/order-page.ts';
import { signGuestLink } from '../../shared/security/guest-link.ts';
import type { SecretReader } from './secrets.ts';

/** Makes the address under which an order is followed. */
export interface GuestLinks {
  /** With a token that opens the order: only for its buyer, or a service that hands it to them. */
  forGuest(orderId: string, from: Date): Promise<string>;
  /** The same page for somebody who signs in. */
  forUser(orderId: string): string;
}

export const guestLinks = (secrets: SecretReader, secretId: string, publicUrl: string): GuestLinks => ({
  forGuest: async (orderId, from) => {
    const { current } = await secrets.read(secretId);
    const expiresAt = linkExpiry(from.toISOString()).toISOString();
    return guestPageUrl(publicUrl, orderId, signGuestLink({ orderId, expiresAt }, current));
  },
  forUser: (orderId) => `${publicUrl}/track/${encodeURIComponent(orderId)}`,
});
