import { SESv2Client } from '@aws-sdk/client-sesv2';
import { once } from '../system.ts';

/** One try: SES knows no idempotency key, and the SDK would send a mail again whose answer was lost. */
export const sesClient = once(() => new SESv2Client({ maxAttempts: 1 }));
