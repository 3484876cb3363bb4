import { dynamoLocationStore } from '../../shared/store/dynamo-location-store.ts';
import { dynamoParkedScanStore } from '../../shared/store/dynamo-parked-scan-store.ts';
import { dynamoRateLimitStore } from '../../shared/store/dynamo-rate-limit-store.ts';
import { documentClient } from './clients/dynamodb.ts';
import { commandParts } from './command-parts.ts';
import { systemBackoff } from './system.ts';
import { webhookTelemetry } from './webhook-telemetry.ts';

/** The parts that apply carrier updates to orders. */
export const carrierUpdateParts = (tableName: string) => ({
  ...commandParts(tableName),
  locations: dynamoLocationStore(documentClient(), tableName),
  parked: dynamoParkedScanStore(documentClient(), tableName, systemBackoff),
  rates: dynamoRateLimitStore(documentClient(), tableName),
  telemetry: webhookTelemetry,
});
