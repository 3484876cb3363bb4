import { asList, asRecord, asText } from '../edge/arn.ts';
import type { CloudModel, LocalClock } from '../ports.ts';
import type { OutboxEntry } from './outbox.ts';
import type { TopicPublisher } from './sns.ts';

export const RECEIPT_TYPES = ['delivery', 'bounce', 'complaint', 'open', 'click'] as const;
export type ReceiptType = (typeof RECEIPT_TYPES)[number];

export interface ReceiptDetails {
  readonly bounceType?: string | undefined;
  readonly bounceSubType?: string | undefined;
  readonly complaintFeedbackType?: string | undefined;
  readonly link?: string | undefined;
}

/** Nobody in the template listens for such an event. */
export class NoReceiverError extends Error {
  override readonly name = 'NoReceiverError';
}

const USER_AGENT = 'Mozilla/5.0';

type Details = (entry: OutboxEntry, at: string, details: ReceiptDetails) => Readonly<Record<string, unknown>>;

/** The part of the event that is named after its type. */
const DETAILS: Readonly<Record<ReceiptType, Details>> = {
  delivery: ({ to }, timestamp) => ({
    timestamp,
    processingTimeMillis: 500,
    recipients: [to],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'local',
  }),
  bounce: ({ to, messageId }, timestamp, { bounceType = 'Permanent', bounceSubType = 'General' }) => ({
    bounceType,
    bounceSubType,
    bouncedRecipients: [
      { emailAddress: to, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
    ],
    timestamp,
    feedbackId: messageId,
    reportingMTA: 'dsn; local',
  }),
  complaint: ({ to, messageId }, timestamp, { complaintFeedbackType = 'abuse' }) => ({
    complainedRecipients: [{ emailAddress: to }],
    timestamp,
    feedbackId: messageId,
    complaintFeedbackType,
    userAgent: USER_AGENT,
    arrivalDate: timestamp,
  }),
  open: (_entry, timestamp) => ({ ipAddress: '127.0.0.1', timestamp, userAgent: USER_AGENT }),
  click: (_entry, timestamp, { link = 'http://127.0.0.1/' }) => ({
    ipAddress: '127.0.0.1',
    timestamp,
    userAgent: USER_AGENT,
    link,
    linkTags: null,
  }),
};

const capitalized = (type: ReceiptType): string => type.charAt(0).toUpperCase() + type.slice(1);

/**
 * An event as SES publishes it.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
function sesEvent(
  entry: OutboxEntry,
  type: ReceiptType,
  at: string,
  details: ReceiptDetails,
  accountId: string,
): Readonly<Record<string, unknown>> {
  const { messageId, from, to, tags = {}, configurationSet, subject } = entry;
  return {
    eventType: capitalized(type),
    mail: {
      timestamp: entry.at,
      source: from,
      sendingAccountId: accountId,
      messageId,
      destination: [to],
      headersTruncated: false,
      headers: [],
      commonHeaders: { from: [from], to: [to], messageId, subject },
      tags: {
        ...(configurationSet === undefined ? {} : { 'ses:configuration-set': [configurationSet] }),
        ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
    },
    [type]: DETAILS[type](entry, at, details),
  };
}

/** Topics that the configuration set's event destinations send this type of event to. */
function topicsOf(model: CloudModel, configurationSet: string, type: ReceiptType): readonly string[] {
  return model.ofType('AWS::SES::ConfigurationSetEventDestination').flatMap(({ properties }) => {
    const destination = asRecord(properties.EventDestination);
    const types = asList(destination.MatchingEventTypes).map((one) => String(one).toLowerCase());
    const topic = asText(asRecord(destination.SnsDestination).TopicARN);
    const listens =
      properties.ConfigurationSetName === configurationSet &&
      destination.Enabled !== false &&
      (types.length === 0 || types.includes(type));
    return listens && topic !== undefined ? [topic] : [];
  });
}

/**
 * Makes the event and publishes it to whoever the template says listens.
 * @throws NoReceiverError when nobody does.
 */
export async function sendReceipt(
  entry: OutboxEntry,
  type: ReceiptType,
  details: ReceiptDetails,
  { model, topics, clock }: { model: CloudModel; topics: TopicPublisher; clock: Pick<LocalClock, 'now'> },
): Promise<Readonly<Record<string, unknown>>> {
  const { configurationSet } = entry;
  const receivers = configurationSet === undefined ? [] : topicsOf(model, configurationSet, type);
  if (receivers.length === 0) {
    throw new NoReceiverError(
      configurationSet === undefined
        ? 'The mail was sent without a configuration set, so SES would notify nobody.'
        : `The configuration set ${configurationSet} has no event destination in the template that a topic receives ${type} events from.`,
    );
  }
  const at = clock.now();
  const event = sesEvent(entry, type, at.toISOString(), details, model.accountId);
  for (const topic of receivers) await topics.publish(topic, JSON.stringify(event), at);
  return event;
}
