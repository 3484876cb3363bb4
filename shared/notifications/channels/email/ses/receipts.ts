/**
 * Events that SES publishes to a topic.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
import * as z from 'zod';
import { definedFields } from '../../../../defined-fields.ts';
import { nameInTags } from '../../../receipts/name-tags.ts';
import { type ReadMailEvent, type Receipt, statedTime } from '../../../receipts/receipt.ts';

const text = z.string();
const when = z.object({ timestamp: text.optional() });
/** One that cannot be read does not stop the others. */
const recipients = z
  .array(
    z
      .looseObject({ emailAddress: text.min(1) })
      .nullable()
      .catch(null),
  )
  .catch([]);
const eventShape = z.looseObject({
  eventType: text.optional(),
  notificationType: text.optional(),
  mail: z.looseObject({ tags: z.record(text, z.array(text)).catch({}).optional() }),
  bounce: when
    .extend({
      bounceType: text.catch('Undetermined'),
      bounceSubType: text.catch('Undetermined'),
      bouncedRecipients: recipients,
    })
    .optional(),
  complaint: when
    .extend({
      complainedRecipients: recipients,
      complaintFeedbackType: text.nullish().catch(undefined),
    })
    .optional(),
  delivery: when.optional(),
  open: when.optional(),
  click: when.optional(),
});
type SesEvent = z.infer<typeof eventShape>;

/** They change nothing, or say what the reply to the message said already. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['Send', 'DeliveryDelay', 'Subscription']);

type Read = (
  event: SesEvent,
  receipt: (part: { timestamp?: string | undefined } | undefined) => Receipt,
) => readonly Receipt[];

const disabling = (
  receipt: Receipt,
  named: z.infer<typeof recipients>,
  reason: 'bounced' | 'complained',
): readonly Receipt[] => {
  const [first, ...others] = named.flatMap((one) => (one === null ? [] : [{ address: one.emailAddress, reason }]));
  return [
    { ...receipt, ...definedFields({ disables: first }) },
    ...others.map((disables) => ({ at: receipt.at, disables })),
  ];
};

const READ: Readonly<Record<string, Read>> = {
  Delivery: ({ delivery }, receipt) => [{ ...receipt(delivery), fact: 'delivered' }],
  Open: ({ open }, receipt) => [{ ...receipt(open), fact: 'opened' }],
  Click: ({ click }, receipt) => [{ ...receipt(click), fact: 'clicked' }],
  Bounce: ({ bounce }, receipt) => {
    const bounced: Receipt = {
      ...receipt(bounce),
      fact: 'bounced',
      error: `bounced_${(bounce?.bounceSubType ?? 'Undetermined').toLowerCase()}`,
    };
    // A full mailbox may have room again; an address that does not exist never will.
    return bounce?.bounceType === 'Permanent' ? disabling(bounced, bounce.bouncedRecipients, 'bounced') : [bounced];
  },
  Complaint: ({ complaint }, receipt) => {
    // The recipient took it out of the spam folder.
    if (complaint?.complaintFeedbackType === 'not-spam') return [];
    const complained: Receipt = { ...receipt(complaint), fact: 'complained' };
    return disabling(complained, complaint?.complainedRecipients ?? [], 'complained');
  },
  Reject: (_event, receipt) => [{ ...receipt(undefined), fact: 'bounced', error: 'rejected' }],
  'Rendering Failure': (_event, receipt) => [{ ...receipt(undefined), fact: 'bounced', error: 'rendering_failed' }],
};

const firstTags = (
  tags: Readonly<Record<string, readonly string[]>> = {},
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(tags).map(([name, [value]]) => [name, value]));

/** What one event of SES says. */
export const readEvent: ReadMailEvent = (payload, receivedAt) => {
  const { success, data } = eventShape.safeParse(payload);
  if (!success) return { receipts: [], issues: ['unreadable'] };
  const type = data.eventType ?? data.notificationType ?? '';
  const read = Object.hasOwn(READ, type) ? READ[type] : undefined;
  if (read === undefined)
    return { receipts: [], issues: WITHOUT_EFFECT.has(type) ? [] : [`unknown_type: ${type.slice(0, 40)}`] };
  const of = nameInTags(firstTags(data.mail.tags));
  const receipts = read(data, (part) => ({ at: statedTime(part?.timestamp, receivedAt), ...definedFields({ of }) }));
  return { receipts, issues: of === undefined ? ['without_name'] : [] };
};
