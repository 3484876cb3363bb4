import { verifyStandardWebhook } from '../../payments/standard-webhooks.ts';
import { MALFORMED, MISSING, type ReceiptAdapter, verdictOf } from './receipt.ts';

/** Standard Webhooks under the header names of its first implementation. */
const NAMES = { 'webhook-id': 'svix-id', 'webhook-timestamp': 'svix-timestamp', 'webhook-signature': 'svix-signature' };

/** @see https://docs.svix.com/receiving/verifying-payloads/how-manual */
export const verifySvix: ReceiptAdapter['verify'] = async ({ headers, rawBody }, acceptedBy, now) => {
  const renamed = Object.fromEntries(Object.entries(NAMES).map(([name, own]) => [name, headers[own]]));
  const verdict = await verifyStandardWebhook({ headers: { ...headers, ...renamed }, rawBody }, acceptedBy, now);
  if (verdict.ok) return verdictOf(true, 'svix');
  if (verdict.reason === 'missing') return MISSING;
  return verdict.reason === 'malformed' ? MALFORMED : verdictOf(false, 'svix');
};
