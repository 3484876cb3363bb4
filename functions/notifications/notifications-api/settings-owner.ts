import { notFound } from '../../../shared/contract/problem.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import type { Registrar } from '../../../shared/notifications/preferences/registered-device.ts';
import type { Actor } from '../../../shared/orders/model/order.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { isRevokedLink, revokedLinkProblem } from '../../http/order-access.ts';

export interface Named {
  readonly sellerId?: string | undefined;
  readonly userId?: string | undefined;
}

export interface SettingsOwner {
  /** `user:<sub>`, `guest:<order>` or `seller:<shop>`. */
  readonly ownerId: string;
  readonly userId: string | null;
  /** The mailbox that the caller's token proves to be the owner's. */
  readonly email?: string;
  /** By which right the caller sets contacts of the owner. */
  readonly registrar: Registrar;
  /** Of a guest. */
  readonly linkGeneration?: number;
  /** Support acts for them. */
  readonly isForAnother: boolean;
  readonly actor: Actor;
}

const THE_SETTINGS = 'The settings';

/** The holder of a link sets what is sent to a guest; what an account is sent is its own. */
const ofGuest = async (
  caller: Extract<Caller, { kind: 'guest' }>,
  store: Pick<OrderStore, 'get'>,
): Promise<SettingsOwner> => {
  const order = await store.get(caller.orderId);
  if (order === undefined) throw notFound(THE_SETTINGS);
  if (isRevokedLink(caller, order)) throw revokedLinkProblem();
  if (order.buyerId !== undefined) throw notFound(THE_SETTINGS);
  const linkGeneration = order.linkGeneration ?? 0;
  const registrar = linkGeneration === 0 ? {} : { linkGeneration };
  return {
    ownerId: `guest:${order.orderId}`,
    userId: null,
    registrar,
    linkGeneration,
    isForAnother: false,
    actor: { role: 'guest' },
  };
};

const isSupport = ({ roles }: Extract<Caller, { kind: 'user' }>): boolean =>
  roles.some((role) => role === 'csr' || role === 'admin');

/**
 * Whose settings a request is about: the caller's own, those of a shop that they sell for, or, for support, those of the
 * person that they name. Everybody else's are not there.
 */
export const settingsOwner = async (
  caller: Caller,
  { sellerId, userId }: Named,
  store: Pick<OrderStore, 'get'>,
): Promise<SettingsOwner> => {
  if (caller.kind === 'guest' && sellerId === undefined && userId === undefined) return ofGuest(caller, store);
  if (caller.kind !== 'user' || (sellerId !== undefined && userId !== undefined)) throw notFound(THE_SETTINGS);
  const { sub, email, issuedAt } = caller;
  const registrar = { userId: sub, ...definedFields({ issuedAt }) };
  const support: Actor = { role: caller.roles.includes('admin') ? 'admin' : 'csr', id: sub };
  if (sellerId !== undefined) {
    if (!caller.sellerIds.includes(sellerId) && !isSupport(caller)) throw notFound(THE_SETTINGS);
    const isForAnother = !caller.sellerIds.includes(sellerId);
    const actor = isForAnother ? support : ({ role: 'seller', id: sub } as const);
    return { ownerId: `seller:${sellerId}`, userId: null, registrar, isForAnother, actor };
  }
  if (userId !== undefined && userId !== caller.sub) {
    if (!isSupport(caller)) throw notFound(THE_SETTINGS);
    return { ownerId: `user:${userId}`, userId, registrar, isForAnother: true, actor: support };
  }
  const actor = { role: 'customer', id: sub } as const;
  return { ownerId: `user:${sub}`, userId: sub, registrar, isForAnother: false, actor, ...definedFields({ email }) };
};
