/** Resend's webhooks, signed by Standard Webhooks. https://resend.com/docs/dashboard/webhooks/event-types */
import * as z from 'zod';
import type { Instant } from '../../../../calendar/instant.ts';
import { readOutsideJson } from '../../../../contract/storable-text.ts';
import { definedFields } from '../../../../defined-fields.ts';
import type { DisablingReason } from '../../../contacts/contact-store.ts';
import { nameInTags } from '../../../receipts/name-tags.ts';
import { collected, type Receipt, type ReceiptAdapter, statedTime } from '../../../receipts/receipt.ts';
import { verifySvix } from '../../../receipts/verify-svix.ts';

const optional = z.string().optional().catch(undefined);
const eventShape = z.looseObject({
  type: z.string(),
  created_at: optional,
  data: z
    .looseObject({
      to: z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]),
      tags: z.record(z.string(), z.string()).catch({}),
      bounce: z.looseObject({ type: optional, subType: optional }).optional().catch(undefined),
    })
    .catch({ to: [], tags: {} }),
});
type ResendEvent = z.infer<typeof eventShape>;

const WITHOUT_EFFECT = /^(?:email\.(?:sent|scheduled|delivery_delayed|received)|(?:contact|domain|suppression)\..+)$/;

type Effect = Pick<Receipt, 'fact' | 'error'> & { readonly reason?: DisablingReason };

const EFFECTS: Readonly<Record<string, (event: ResendEvent) => Effect>> = {
  'email.delivered': () => ({ fact: 'delivered' }),
  'email.opened': () => ({ fact: 'opened' }),
  'email.clicked': () => ({ fact: 'clicked' }),
  'email.complained': () => ({ fact: 'complained', reason: 'complained' }),
  'email.failed': () => ({ fact: 'bounced', error: 'failed' }),
  'email.suppressed': () => ({ fact: 'bounced', error: 'suppressed', reason: 'bounced' }),
  'email.bounced': ({ data: { bounce } }) => ({
    fact: 'bounced',
    error: `bounced_${(bounce?.subType ?? 'undetermined').toLowerCase()}`,
    ...(bounce?.type === 'Permanent' && { reason: 'bounced' }),
  }),
};

const receiptsOf =
  (receivedAt: Instant) =>
  (part: unknown): readonly Receipt[] | string => {
    const { success, data: event } = eventShape.safeParse(part);
    if (!success) return 'unreadable';
    if (WITHOUT_EFFECT.test(event.type)) return [];
    const effect = Object.hasOwn(EFFECTS, event.type) ? EFFECTS[event.type]?.(event) : undefined;
    if (effect === undefined) return `unknown_type: ${event.type.slice(0, 40)}`;
    const { reason, ...recorded } = effect;
    const [address] = event.data.to;
    const disables = reason && address ? { address, reason } : undefined;
    const of = nameInTags(event.data.tags);
    return [{ ...recorded, at: statedTime(event.created_at, receivedAt), ...definedFields({ of, disables }) }];
  };

export const adapter: ReceiptAdapter = {
  verify: verifySvix,
  parse: ({ rawBody }, receivedAt) => {
    const event = readOutsideJson(Buffer.from(rawBody).toString('utf8'));
    return collected([event], receiptsOf(receivedAt));
  },
};
