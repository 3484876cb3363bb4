import { SNSClient } from '@aws-sdk/client-sns';

/** One try: SNS knows no idempotency key, and the SDK would send a message again whose response was lost. */
export const snsClient = (): SNSClient =>
  new SNSClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
