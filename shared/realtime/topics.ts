import type { OrderEvent } from '../contract/events.ts';
import type { Order } from '../orders/model/order.ts';
import { actorsOf, isOperator } from '../security/actors.ts';
import type { Caller } from '../security/caller.ts';

/** What a client may ask to follow, by the name it uses. */
export type Topic =
  | { readonly kind: 'order'; readonly orderId: string }
  /** The caller's own orders. */
  | { readonly kind: 'me' }
  | { readonly kind: 'seller'; readonly sellerId: string }
  /** Every order: support and operations. */
  | { readonly kind: 'ops' }
  /** Public: a parcel's progress, without personal data and without the order's id. */
  | { readonly kind: 'track'; readonly trackingNumber: string };

/** Whom to notify: the partition that stores the subscriptions. Two topics of one client may lead to one audience. */
export type Audience =
  | { readonly kind: 'order'; readonly id: string }
  | { readonly kind: 'public'; readonly id: string }
  | { readonly kind: 'customer'; readonly id: string }
  | { readonly kind: 'seller'; readonly id: string }
  | { readonly kind: 'ops' };

const MAX_NAME_CHARACTERS = 200;

/** `undefined` when the text names no topic. */
export const parseTopic = (text: string): Topic | undefined => {
  if (text === 'me' || text === 'ops') return { kind: text };
  const colon = text.indexOf(':');
  const name = text.slice(colon + 1);
  if (colon < 0 || name === '' || name.length > MAX_NAME_CHARACTERS) return undefined;
  switch (text.slice(0, colon)) {
    case 'order':
      return { kind: 'order', orderId: name };
    case 'seller':
      return { kind: 'seller', sellerId: name };
    case 'track':
      return { kind: 'track', trackingNumber: name };
    default:
      return undefined;
  }
};

export const audienceName = (audience: Audience): string =>
  audience.kind === 'ops' ? 'ops' : `${audience.kind}:${audience.id}`;

const PARTIES = 'order:';
const OF_PARCELS = 'public:';

/** By its name: whoever follows parcels of one order by their numbers. */
export const isOfParcels = (name: string): boolean => name.startsWith(OF_PARCELS);

/** By its name: the parties of one order, or whoever follows its parcels by their numbers. */
export const isOfOneOrder = (name: string): boolean => name.startsWith(PARTIES) || isOfParcels(name);

/** By its name, of whoever follows parcels of an order: the parties of that order. Any other is its own. */
export const partiesBeside = (name: string): string =>
  isOfParcels(name) ? `${PARTIES}${name.slice(OF_PARCELS.length)}` : name;

/** The audience of a subscription that was found beside these parties': of their order, as the topic says. */
export const audienceBeside = (parties: string, topic: string): string =>
  topic.startsWith('track:') ? `${OF_PARCELS}${parties.slice(PARTIES.length)}` : parties;

/** An audience that hears only what anybody may know. */
export const isPublic = (audience: Audience): boolean => audience.kind === 'public';

/** Everyone who is notified of an event. */
export const audiencesOf = (event: Pick<OrderEvent, 'orderId' | 'buyerId' | 'sellerId'>): readonly Audience[] => [
  { kind: 'order', id: event.orderId },
  ...(event.buyerId === undefined ? [] : [{ kind: 'customer', id: event.buyerId } as const]),
  { kind: 'seller', id: event.sellerId },
  { kind: 'ops' },
  { kind: 'public', id: event.orderId },
];

/** An order that is new has no followers of its own: who subscribes to it begins behind this event. */
export const audiencesToNotify = (event: Parameters<typeof audiencesOf>[0] & Pick<OrderEvent, 'type'>) =>
  audiencesOf(event).filter(({ kind }) => event.type !== 'order_created' || (kind !== 'order' && kind !== 'public'));

/** A driver's place is for those who follow this very order, signed in or by their link: never for the public. */
export const audiencesOfLocation = (orderId: string): readonly Audience[] => [{ kind: 'order', id: orderId }];

export type PartiesOfEvent = Pick<Order, 'orderId' | 'buyerId'> & Partial<Pick<Order, 'sellerId'>>;

/** Buyer, seller or driver of the order, holder of a link to it, or support. */
export const isPartyOf = (caller: Caller, order: Order): boolean => actorsOf(caller, order).length > 0;

/**
 * Whether what an event says of its order shows that the caller is a party of it. A driver may be replaced and a link
 * revoked: of those only the order itself says.
 */
export const isPartyByEvent = (caller: Caller, { sellerId = '', ...known }: PartiesOfEvent): boolean =>
  caller.kind === 'user' && actorsOf(caller, { ...known, sellerId }).length > 0;

/**
 * The audience of a topic that needs no look at an order; `undefined` when the caller may not listen, which is reported
 * like a topic that does not exist.
 */
export const audienceOfCaller = (
  topic: Exclude<Topic, { kind: 'order' | 'track' }>,
  caller: Caller,
): Audience | undefined => {
  if (caller.kind !== 'user') return undefined;
  switch (topic.kind) {
    case 'me':
      return { kind: 'customer', id: caller.sub };
    case 'seller':
      return caller.sellerIds.includes(topic.sellerId) || isOperator(caller)
        ? { kind: 'seller', id: topic.sellerId }
        : undefined;
    case 'ops':
      return isOperator(caller) ? { kind: 'ops' } : undefined;
  }
};
