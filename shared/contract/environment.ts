/**
 * The environment of each function as a schema. Parsed on first use, never at import; an infra test holds the
 * synthesized template to it.
 */
import * as z from 'zod';
import { carrierVariables, WEBHOOK_CARRIERS } from './carrier-registry.ts';
import { CHANNELS, providerVariables } from './channel-registry.ts';

const text = z.string().min(1);
const url = z.url();
const logLevel = z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT', 'CRITICAL', 'TRACE']);

const common = {
  STAGE: text,
  POWERTOOLS_SERVICE_NAME: text,
  POWERTOOLS_METRICS_NAMESPACE: text,
  LOG_LEVEL: logLevel,
};
const withTable = { ...common, TABLE_NAME: text };
const identity = { JWT_ISSUER: url, JWT_AUDIENCE: text };
const links = { LINK_SECRET_ID: text, PUBLIC_URL: url };
/** For who needs to know from where a request came. */
const origin = { ORIGIN_SECRET_ID: text };
/** CIDR ranges that may send webhooks, with commas between them; empty, any address may. */
const ranges = z.string();
/** Where events are routed to. */
const queues = {
  NOTIFY_QUEUE_URL: url,
  BROADCAST_QUEUE_URL: url,
  SCHEDULE_QUEUE_URL: url,
  SEARCH_QUEUE_URL: url,
  PARKED_QUEUE_URL: url,
  BULK_MOVES_QUEUE_URL: url,
  URGENT_LANE_QUEUE_URL: url,
  NORMAL_LANE_QUEUE_URL: url,
  BULK_LANE_QUEUE_URL: url,
};

/** What verifies the webhooks of each carrier, by the names that the registry gives. */
const carrierWebhooks: Readonly<Record<`CARRIER_${string}`, z.ZodString>> = Object.fromEntries(
  WEBHOOK_CARRIERS.map(({ id }) => carrierVariables(id)).flatMap(({ secretId, sourceRanges }) => [
    [secretId, text],
    [sourceRanges, ranges],
  ]),
);

/** What the provider of each channel needs, by the names that the registry gives. */
const channelProviders: Readonly<Record<`CHANNEL_${string}`, z.ZodString>> = Object.fromEntries(
  CHANNELS.flatMap(providerVariables).map((name) => [name, text]),
);

/** By construct id, as in the template. */
export const ENVIRONMENTS = {
  OrdersApi: z.object({ ...withTable, ...links }),
  TrackingApi: z.object({ ...withTable, ...origin, LINK_SECRET_ID: text }),
  StoreApi: z.object(withTable),
  AdminApi: z.object(withTable),
  BulkMove: z.object(withTable),
  PlatformApi: z.object({
    ...withTable,
    ...queues,
    HEARTBEAT_QUEUE_URL: url,
    REDRIVE_QUEUE_URL: url,
    REDELIVERY_LANE_QUEUE_URL: url,
    WEBSOCKET_URL: url,
  }),
  Authorizer: z.object({ ...common, ...identity, LINK_SECRET_ID: text }),
  CarrierWebhook: z.object({ ...withTable, ...origin, ...carrierWebhooks }),
  PaymentWebhook: z.object({ ...withTable, ...origin, PAYMENTS_SECRET_ID: text, PAYMENTS_SOURCE_RANGES: ranges }),
  FanOut: z.object({
    ...common,
    ...queues,
    /** Where a record of the stream goes that cannot be sent on. */
    PARKED_RECORDS_QUEUE_URL: url,
  }),
  NotificationsApi: z.object({ ...withTable, LINK_SECRET_ID: text }),
  Notify: z.object({ ...withTable, ...links }),
  Deliver: z.object({
    ...withTable,
    ...channelProviders,
    /** Where a notification waits for a person. */
    PARKED_NOTIFICATIONS_QUEUE_URL: url,
  }),
  OrderEvents: z.object({
    ...withTable,
    ...identity,
    LINK_SECRET_ID: text,
    /** How long one stream lasts. */
    STREAM_SECONDS: z.coerce.number().int().positive(),
  }),
  Socket: z.object({
    ...withTable,
    ...identity,
    LINK_SECRET_ID: text,
    WEBSOCKET_CALLBACK_URL: url,
    HEARTBEAT_QUEUE_URL: url,
  }),
  Heartbeat: z.object({ ...withTable, WEBSOCKET_CALLBACK_URL: url, HEARTBEAT_QUEUE_URL: url }),
  Broadcast: z.object({ ...withTable, WEBSOCKET_CALLBACK_URL: url }),
  Schedule: z.object({
    ...withTable,
    SCHEDULE_GROUP_NAME: text,
    DEADLINE_TARGET_ARN: text,
    DEADLINE_ROLE_ARN: text,
    DEADLINE_DEAD_LETTER_ARN: text,
    SCHEDULE_QUEUE_URL: url,
  }),
  FireDeadline: z.object(withTable),
  Sweep: z.object({ ...withTable, SCHEDULE_QUEUE_URL: url }),
  SearchIndex: z.object({ ...withTable, SEARCH_QUEUE_URL: url }),
  ApplyParked: z.object(withTable),
} as const;

export type FunctionId = keyof typeof ENVIRONMENTS;

const parsed = new WeakMap<z.ZodType, unknown>();

/**
 * The function's environment, checked once. Throws with the names of what is missing, never with values.
 * @example const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.OrdersApi);
 */
export const readEnvironment = <S extends z.ZodType>(
  schema: S,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.output<S> => {
  const known = parsed.get(schema);
  if (known !== undefined) return known as z.output<S>;
  const result = schema.safeParse(source);
  if (!result.success) {
    const names = result.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`).join(', ');
    throw new Error(`The environment is incomplete: ${names}`);
  }
  parsed.set(schema, result.data);
  return result.data;
};
