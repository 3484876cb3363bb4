/**
 * The environment of each function as a schema. Parsed on first use, never at import; an infra test holds the
 * synthesized template to it.
 */
import * as z from 'zod';
import { madeOnDemand } from '../made-on-demand.ts';
import { COURIERS, TRACKED_CARRIERS, type TrackedCarrier } from './carrier-apis.ts';
import { carrierApiVariables, carrierVariables, HANDSHAKE_CARRIERS, WEBHOOK_CARRIERS } from './carrier-registry.ts';
import { CHANNELS, providerVariables, REPORTING_PROVIDERS, reportsSecretVariable } from './channel-registry.ts';
import {
  DESTINATIONS,
  LANE_OF_MANY,
  LANES,
  type ParkingQueue,
  QUEUE_IDS,
  QUEUES,
  type QueueId,
  type QueueVariable,
  queueVariable,
} from './destinations.ts';

const text = () => z.string().min(1);
const url = () => z.url();
/** Empty where the stage has none. */
const orNothing = () => z.string().transform((written) => (written === '' ? undefined : written));
const logLevel = () => z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR', 'SILENT', 'CRITICAL', 'TRACE']);

const common = () => ({
  STAGE: text(),
  POWERTOOLS_SERVICE_NAME: text(),
  POWERTOOLS_METRICS_NAMESPACE: text(),
  LOG_LEVEL: logLevel(),
});
const withTable = () => ({ ...common(), TABLE_NAME: text() });
const identity = () => ({ JWT_ISSUER: url(), JWT_AUDIENCE: text() });
const links = () => ({ LINK_SECRET_ID: text(), PUBLIC_URL: url() });
/** For who needs to know from where a request came. */
const origin = () => ({ ORIGIN_SECRET_ID: text() });
/** Where support is written to; empty, nowhere of its own. */
const support = () => ({ SUPPORT_EMAIL: orNothing() });
/** For who digests addresses, tokens and codes. */
const contacts = () => ({ CONTACTS_SECRET_ID: text() });
/** CIDR ranges that may send webhooks, with commas between them; empty, any address may. */
const ranges = () => z.string();

/** Queues that a function sends to, or asks about. */
const queues = <const Ids extends readonly QueueId[]>(
  ids: Ids,
): Readonly<Record<QueueVariable<Ids[number]>, z.ZodURL>> =>
  Object.fromEntries(ids.map((id) => [queueVariable(id), url()])) as Record<QueueVariable<Ids[number]>, z.ZodURL>;

/** The dead letters of a queue, where a function parks what waits for a person. */
const parking = <Id extends ParkingQueue>(id: Id): Readonly<Record<(typeof QUEUES)[Id]['parkingVariable'], z.ZodURL>> =>
  ({ [QUEUES[id].parkingVariable]: url() }) as Record<(typeof QUEUES)[Id]['parkingVariable'], z.ZodURL>;

/** What verifies the webhooks of each carrier, by the names that the registry gives. */
const carrierWebhooks = (): Readonly<Record<`CARRIER_${string}`, z.ZodString>> =>
  Object.fromEntries([
    ...WEBHOOK_CARRIERS.map(({ id }) => carrierVariables(id)).flatMap(({ secretId, sourceRanges }) => [
      [secretId, text()],
      [sourceRanges, ranges()],
    ]),
    ...HANDSHAKE_CARRIERS.map(({ id }) => carrierApiVariables(id)).flatMap(({ secretId, urlOf }) => [
      [secretId, text()],
      [urlOf(), text()],
    ]),
  ]);

/** Ids of the carriers that are asked for parcels, with commas between them; empty, none is. */
const polled = () => ({ POLLED_CARRIERS: z.string().transform((ids) => ids.split(',').filter((id) => id !== '')) });

const apiVariablesOf = ({ id, api }: TrackedCarrier): readonly string[] => {
  const { secretId, urlOf } = carrierApiVariables(id);
  return [secretId, ...Object.keys(api.urls).map((name) => urlOf(name))];
};

const optionalTexts = (names: readonly string[]): Readonly<Record<string, z.ZodOptional<z.ZodString>>> =>
  Object.fromEntries(names.map((name) => [name, text().optional()]));

/** What each carrier that the stage has an account with is asked by, by the names that the registry gives. */
const carrierApis = () =>
  optionalTexts(
    TRACKED_CARRIERS.flatMap((carrier) => [...apiVariablesOf(carrier), carrierVariables(carrier.id).secretId]),
  );

const courierApis = () => optionalTexts(COURIERS.flatMap(apiVariablesOf));

/** The providers that the stage has. */
const providers = () => ({ CONFIGURED_PROVIDERS: text() });

/** What the providers of each channel need, by the names that the registry gives: there where the stage has them. */
const channelProviders = (): Readonly<Record<string, z.ZodOptional<z.ZodString>>> =>
  Object.fromEntries(
    CHANNELS.flatMap((channel) => channel.providers.flatMap((provider) => providerVariables(provider, channel))).map(
      (name) => [name, text().optional()],
    ),
  );

/** What proves the reports of each provider: there where the stage has it. */
const reportsSecrets = (): Readonly<Record<string, z.ZodOptional<z.ZodString>>> =>
  Object.fromEntries(
    REPORTING_PROVIDERS.map(({ provider }) => [reportsSecretVariable(provider.id), text().optional()]),
  );

/** By construct id, as in the template. A function reads its own, and makes no other. */
export const ENVIRONMENTS = madeOnDemand({
  OrdersApi: () => z.object({ ...withTable(), ...links(), ...polled() }),
  TrackingApi: () =>
    z.object({ ...withTable(), ...origin(), ...polled(), LINK_SECRET_ID: text(), WEBSOCKET_URL: url() }),
  StoreApi: () => z.object({ ...withTable(), PHOTO_BUCKET_URL: url() }),
  DeliveriesApi: () => z.object({ ...withTable(), ...polled(), ...courierApis() }),
  AdminApi: () => z.object({ ...withTable(), ...polled(), LINK_SECRET_ID: text() }),
  BulkMove: () => z.object(withTable()),
  PlatformApi: () => z.object({ ...withTable(), ...queues(QUEUE_IDS) }),
  Authorizer: () => z.object({ ...common(), ...identity(), LINK_SECRET_ID: text() }),
  CarrierWebhook: () => z.object({ ...withTable(), ...origin(), ...carrierWebhooks() }),
  PaymentWebhook: () =>
    z.object({ ...withTable(), ...origin(), PAYMENTS_SECRET_ID: text(), PAYMENTS_SOURCE_RANGES: ranges() }),
  FanOut: () => z.object({ ...common(), ...queues(DESTINATIONS), ...parking('redrive') }),
  MessagesApi: () =>
    z.object({ ...withTable(), ...providers(), ...contacts(), PUBLIC_URL: url(), ...queues(['bulkSends']) }),
  BulkSend: () =>
    z.object({
      ...withTable(),
      ...links(),
      ...providers(),
      ...contacts(),
      ...queues([LANE_OF_MANY, 'bulkSends', 'broadcast', 'schedule']),
    }),
  NotificationsApi: () =>
    z.object({
      ...withTable(),
      /** What browsers subscribe with; empty where the stage has nobody to reach them by. */
      SUBSCRIPTION_KEY: orNothing(),
      ...origin(),
      ...contacts(),
      ...links(),
      ...queues(LANES),
      ...queues(['broadcast', 'verifications', 'schedule']),
    }),
  SendCode: () => z.object({ ...withTable(), ...contacts(), ...providers(), ...channelProviders() }),
  Notify: () =>
    z.object({
      ...withTable(),
      ...support(),
      ...links(),
      ...providers(),
      ...contacts(),
      ...queues(LANES),
      ...queues(['broadcast', 'schedule']),
    }),
  Deliver: () =>
    z.object({
      ...withTable(),
      ...support(),
      ...contacts(),
      ...links(),
      ...providers(),
      ...channelProviders(),
      ...parking('redeliveryLane'),
      ...queues(['schedule']),
    }),
  Receipts: () =>
    z.object({
      ...withTable(),
      ...origin(),
      ...contacts(),
      ...reportsSecrets(),
      PUBLIC_URL: url(),
      ...queues(['broadcast']),
    }),
  OrderEvents: () =>
    z.object({
      ...withTable(),
      ...identity(),
      ...origin(),
      LINK_SECRET_ID: text(),
      /** How long one stream lasts. */
      STREAM_SECONDS: z.coerce.number().int().positive(),
    }),
  Socket: () =>
    z.object({
      ...withTable(),
      ...identity(),
      LINK_SECRET_ID: text(),
      WEBSOCKET_CALLBACK_URL: url(),
      ...queues(['heartbeat', 'broadcast']),
    }),
  Heartbeat: () => z.object({ ...withTable(), WEBSOCKET_CALLBACK_URL: url(), ...queues(['heartbeat']) }),
  Broadcast: () =>
    z.object({
      ...withTable(),
      WEBSOCKET_CALLBACK_URL: url(),
      /** Connections that one message is sent to; more are divided among several. */
      MAX_FOLLOWERS_AT_ONCE: z.coerce.number().int().positive(),
      ...queues(['broadcast']),
    }),
  Schedule: () =>
    z.object({
      ...withTable(),
      SCHEDULE_GROUP_NAME: text(),
      DEADLINE_TARGET_ARN: text(),
      DEADLINE_ROLE_ARN: text(),
      DEADLINE_DEAD_LETTER_ARN: text(),
      RELEASE_TARGET_ARN: text(),
      RELEASE_ROLE_ARN: text(),
      ...polled(),
      ...queues(['schedule']),
    }),
  FireDeadline: () => z.object({ ...withTable(), ...queues(['schedule']) }),
  Release: () => z.object({ ...withTable(), ...support(), ...contacts(), ...queues(LANES), ...queues(['schedule']) }),
  Sweep: () => z.object({ ...withTable(), ...queues(['schedule']) }),
  SearchIndex: () => z.object({ ...withTable(), ...queues(['search']) }),
  ApplyParked: () => z.object({ ...withTable(), ...polled() }),
  PollCarrier: () => z.object({ ...withTable(), ...carrierApis(), PUBLIC_URL: url() }),
  LearnTransit: () => z.object(withTable()),
});

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
