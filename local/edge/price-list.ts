/**
 * AWS's public list prices for us-east-1 in US dollars, without free tiers and without what costs the same at rest
 * (keys, secrets, storage). Source: https://aws.amazon.com/<service>/pricing/, read in 2026.
 */
export const PRICE_LIST = {
  /** On-demand request units. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  dynamodbWriteUnit: 0.625 / 1_000_000,
  dynamodbReadUnit: 0.125 / 1_000_000,
  /** Each started 64 KB of a request counts as one. https://aws.amazon.com/sqs/pricing/ */
  sqsStandardRequest: 0.4 / 1_000_000,
  sqsFifoRequest: 0.5 / 1_000_000,
  /** arm64. https://aws.amazon.com/lambda/pricing/ */
  lambdaRequest: 0.2 / 1_000_000,
  lambdaGigabyteSecond: 0.0000133334,
  /** https://aws.amazon.com/ses/pricing/ */
  sesMessage: 0.1 / 1_000,
  /** To Spain, one segment; other countries differ. https://aws.amazon.com/sns/sms-pricing/ */
  snsSms: 0.07,
  /** https://aws.amazon.com/sns/pricing/ */
  snsPush: 0.5 / 1_000_000,
  /** https://aws.amazon.com/eventbridge/pricing/ (Scheduler) */
  schedulerInvocation: 1 / 1_000_000,
  /** https://aws.amazon.com/secrets-manager/pricing/ */
  secretsManagerCall: 0.05 / 10_000,
  /** Messages to and from sockets. https://aws.amazon.com/api-gateway/pricing/ */
  websocketMessage: 1 / 1_000_000,
} as const;

export type PricedUnit = keyof typeof PRICE_LIST;
