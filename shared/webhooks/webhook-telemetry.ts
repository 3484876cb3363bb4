/** What is counted of webhooks. Each comes with its source as a dimension. */
export type WebhookMetric =
  | 'WebhookReceived'
  | 'WebhookRefused'
  | 'WebhookApplied'
  | 'WebhookParked'
  /** Scans of an unknown parcel that were not parked: the carrier's day is full. */
  | 'ParkingRefused'
  /** Something in a report of a provider of messages that is not understood. */
  | 'ReportIssue'
  /** A code, a date, a number that the carrier's own documents do not explain. */
  | 'CarrierParseIssue'
  /** A reply to a poll that could not be applied to its order then. */
  | 'PollNotApplied'
  /** A parcel that is not asked for any more: an unknown number, or 90 days without an end. */
  | 'ParcelGivenUp'
  /** A courier takes no deliveries from our account. */
  | 'CourierAccountRefused'
  /** The courier of an order that is cancelled does not turn back. */
  | 'DeliveryNotCancelled';

/** Counts and log lines, so that use cases know no library of either. */
export interface WebhookTelemetry {
  count(metric: WebhookMetric, source: string, amount?: number): void;
  info(message: string, details: Readonly<Record<string, unknown>>): void;
  warn(message: string, details: Readonly<Record<string, unknown>>): void;
}

/** What became of a webhook that was accepted; the response contains it. */
const WEBHOOK_OUTCOMES = ['applied', 'recorded', 'parked', 'duplicate', 'ignored'] as const;
/**
 * `applied`: an order changed. `recorded`: stored, and nothing moved. `parked`: no order claims the parcel yet.
 * `duplicate`: known before. `ignored`: valid, and nothing in it concerns an order.
 */
export type WebhookOutcome = (typeof WEBHOOK_OUTCOMES)[number];

/** Several parcels, one response: the outcome that says most. */
export const leadingOutcome = (outcomes: readonly WebhookOutcome[]): WebhookOutcome =>
  WEBHOOK_OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? 'ignored';
