import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { AcceptedBy } from '../../shared/carriers/carrier.ts';
import { type SourceList, sourceList } from '../../shared/carriers/source-list.ts';
import type { WebhookTelemetry } from '../../shared/carriers/webhook-telemetry.ts';
import { partlyCounted } from '../../shared/security/partly-counted.ts';
import { dynamoAuditStore } from '../../shared/store/dynamo-audit-store.ts';
import { dynamoLocationStore } from '../../shared/store/dynamo-location-store.ts';
import { dynamoParkedScanStore } from '../../shared/store/dynamo-parked-scan-store.ts';
import { dynamoRateLimitStore } from '../../shared/store/dynamo-rate-limit-store.ts';
import { dynamoWebhookStore } from '../../shared/store/dynamo-webhook-store.ts';
import { documentClient } from './clients/dynamodb.ts';
import { commandParts } from './command-parts.ts';
import { logger, metrics } from './observability.ts';
import { systemSecrets } from './secrets.ts';
import { systemBackoff } from './system.ts';
import { viewerAddresses } from './viewer-addresses.ts';

const telemetry: WebhookTelemetry = {
  count: (metric, source, amount = 1) => {
    metrics().singleMetric().addDimension('source', source).addMetric(metric, MetricUnit.Count, amount);
  },
  info: (message, details) => logger().info(message, details),
  warn: (message, details) => logger().warn(message, details),
};

/** The parts that apply carrier updates to orders. */
export const carrierUpdateParts = (tableName: string) => ({
  ...commandParts(tableName),
  locations: dynamoLocationStore(documentClient(), tableName),
  parked: dynamoParkedScanStore(documentClient(), tableName, systemBackoff),
  rates: dynamoRateLimitStore(documentClient(), tableName),
  telemetry,
});

/** What every webhook works with, carriers' and payments'. */
export const webhookParts = (tableName: string, originSecretId: string) => ({
  ...commandParts(tableName),
  viewers: viewerAddresses(systemSecrets(), originSecretId),
  webhooks: dynamoWebhookStore(documentClient(), tableName),
  rates: partlyCounted(dynamoRateLimitStore(documentClient(), tableName)),
  audit: dynamoAuditStore(documentClient(), tableName),
  telemetry,
});

/** The secrets of one sender, the previous one too while it is being rotated. */
export const acceptedBySecret =
  (secretId: string): AcceptedBy =>
  (check) =>
    systemSecrets().accepts(secretId, check);

/** `20.65.16.22/31,…` as the stage has it; nothing set, nothing looked at. */
export const sourcesOf = (ranges: string): { readonly sources?: SourceList } =>
  ranges.trim() === '' ? {} : { sources: sourceList(ranges.split(',')) };
