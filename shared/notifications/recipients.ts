import { CHANNELS, channelNamed } from '../contract/channel-registry.ts';
import type { Effect } from '../contract/events/event-definition.ts';
import type { Order } from '../orders/model/order.ts';
import type { ContactPoint } from './contacts/contact-store.ts';
import { ownerOf, personOf } from './person.ts';
import type { PlanInput } from './plan.ts';

/** Everywhere that an event's recipients may be reached. */
export const contactPointsOf = (
  effects: readonly Effect[],
  input: Pick<PlanInput, 'order' | 'shop' | 'supportEmail' | 'settingsOf'>,
): readonly ContactPoint[] =>
  effects.flatMap((effect) => {
    if (effect.kind !== 'notify') return [];
    const { audience } = effect;
    const person = personOf(audience, input, input.settingsOf?.(ownerOf(audience, input.order)));
    const channels = CHANNELS.filter(
      ({ id, isInbox }) => !isInbox && effect.channels.map(channelNamed).some((one) => one?.id === id),
    );
    return channels.flatMap(({ id, addressesOf }) => addressesOf(person).map((address) => ({ channel: id, address })));
  });

/** Whether the shop says where the recipients are reached; of all others the order does. */
export const isReachedByShop = (effect: Effect): boolean =>
  effect.kind === 'notify' && (effect.audience === 'seller' || effect.audience === 'support');

/** Whose settings decide about an event. */
export const ownersOf = (effects: readonly Effect[], order: Order): readonly string[] => [
  ...new Set(effects.flatMap((effect) => (effect.kind === 'notify' ? (ownerOf(effect.audience, order) ?? []) : []))),
];
