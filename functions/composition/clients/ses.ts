import { SESv2Client } from '@aws-sdk/client-sesv2';
import { tracedClient } from '../observability.ts';
import { once } from '../system.ts';

/** One try: SES knows no idempotency key, and the SDK would send a mail again whose response was lost. */
export const sesClient = once(() =>
  tracedClient(
    new SESv2Client({
      maxAttempts: 1,
      // Three tries and their record are done before the function's own time and the claim's are over.
      requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    }),
  ),
);
