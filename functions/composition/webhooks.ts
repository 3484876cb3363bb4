import { partlyCounted } from '../../shared/security/partly-counted.ts';
import { dynamoAuditStore } from '../../shared/store/dynamo-audit-store.ts';
import { dynamoRateLimitStore } from '../../shared/store/dynamo-rate-limit-store.ts';
import { dynamoWebhookStore } from '../../shared/store/dynamo-webhook-store.ts';
import { type SourceList, sourceList } from '../../shared/webhooks/source-list.ts';
import type { AcceptedBy } from '../../shared/webhooks/webhook-request.ts';
import { documentClient } from './clients/dynamodb.ts';
import { commandParts } from './command-parts.ts';
import { systemSecrets } from './secrets.ts';
import { viewerAddresses } from './viewer-addresses.ts';
import { webhookTelemetry } from './webhook-telemetry.ts';

/** What every webhook works with, of carriers, of payments and of providers of messages. */
export const webhookParts = (tableName: string, originSecretId: string) => ({
  ...commandParts(tableName),
  viewers: viewerAddresses(systemSecrets(), originSecretId),
  webhooks: dynamoWebhookStore(documentClient(), tableName),
  rates: partlyCounted(dynamoRateLimitStore(documentClient(), tableName)),
  audit: dynamoAuditStore(documentClient(), tableName),
  telemetry: webhookTelemetry,
});

/** The secrets of one sender, the previous one too while it is being rotated. */
export const acceptedBySecret =
  (secretId: string): AcceptedBy =>
  (check) =>
    systemSecrets().accepts(secretId, check);

/** `20.65.16.22/31,…` as the stage has it; nothing set, nothing looked at. */
export const sourcesOf = (ranges: string): { readonly sources?: SourceList } =>
  ranges.trim() === '' ? {} : { sources: sourceList(ranges.split(',')) };
