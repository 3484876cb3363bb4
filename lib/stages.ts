import * as z from 'zod';
import { CARRIERS } from '../shared/contract/carrier-registry.ts';
import { FUNCTION_IDS } from './bundling/function-entries.ts';

const requestsPerSecond = z.strictObject({
  rate: z.number().positive(),
  burst: z.int().positive(),
});

/** Days that CloudWatch Logs knows. */
const retentionDays = z.union(([1, 3, 5, 7, 14, 30, 60, 90, 180, 365] as const).map((days) => z.literal(days)));

const range = z.union([z.cidrv4(), z.cidrv6()]);

const origin = z.url().refine((url) => new URL(url).origin === url, 'an origin: scheme, host and port only');

const stageSchema = z.strictObject({
  /** What this stage is for, in the stacks' descriptions. */
  purpose: z.string().min(1),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** Data outlives its stack: deletion protection on the table and the user pool, and `Retain` on what cannot be rebuilt. */
  retainsData: z.boolean(),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  logRetentionDays: retentionDays,
  /** X-Ray on functions; off, the tracer is not even loaded. */
  tracing: z.boolean(),
  /** Alarms, their topic and the dashboard. */
  alarms: z.boolean(),
  /** Tokens of another OpenID Connect issuer; absent, the stage makes a Cognito user pool of its own. */
  tokenIssuer: z.strictObject({ issuer: z.url(), audience: z.string().min(1) }).optional(),
  /** Where people reach the stage, without a slash at the end; absent, the address that API Gateway gives. */
  publicUrl: z
    .url()
    .refine((url) => !url.endsWith('/'), 'no slash at the end')
    .optional(),
  /** Origins (scheme, host, port) whose pages may read responses; `loopback`, any page of the machine itself. */
  corsOrigins: z.union([z.array(origin).min(1), z.literal('loopback')]),
  /** The sender's address. Its domain (or the address itself) is verified in SES once per account and region. */
  emailFrom: z.email(),
  emailIdentity: z.string().min(1),
  throttling: z.strictObject({
    all: requestsPerSecond,
    /** Each route that anybody may call without a token. */
    publicRoute: requestsPerSecond,
    webSocket: requestsPerSecond,
  }),
  /** Addresses (CIDR ranges) that may send webhooks, carriers by their id; none listed, and any address may. */
  webhookSources: z.strictObject({
    carriers: z.partialRecord(z.enum(CARRIERS.map(({ id }) => id)), z.array(range)),
    payments: z.array(range),
  }),
  /** Functions whose concurrency is set aside; each takes from the account's pool (1,000 unless raised). */
  reservedConcurrency: z.partialRecord(z.enum(FUNCTION_IDS), z.int().positive()),
  /** Consumers at a time per delivery lane and per stream shard: what keeps a flood of one kind from starving the rest. */
  consumers: z.strictObject({
    urgentLane: z.int().min(2),
    normalLane: z.int().min(2),
    bulkLane: z.int().min(2),
    perStreamShard: z.int().min(1).max(10),
  }),
});

/** The settings of one stage; the only place where stages differ. */
export type Stage = Readonly<z.infer<typeof stageSchema>>;

/** A stage on AWS is reached from everywhere: it names the origins that it trusts. */
const deployedStage = stageSchema.refine(({ corsOrigins }) => corsOrigins !== 'loopback', {
  path: ['corsOrigins'],
  message: 'loopback is for one machine only',
});

const stagesSchema = z.strictObject({ local: stageSchema, dev: deployedStage, prod: deployedStage });

export type StageName = keyof z.infer<typeof stagesSchema>;

/** Checked when the module is loaded: one error names every wrong setting. */
export const STAGES: Readonly<Record<StageName, Stage>> = stagesSchema.parse({
  local: {
    purpose: 'one machine',
    region: 'eu-west-1',
    retainsData: false,
    logLevel: 'INFO',
    logRetentionDays: 1,
    tracing: false,
    alarms: false,
    corsOrigins: 'loopback',
    emailFrom: 'orders@wismo.example',
    emailIdentity: 'wismo.example',
    throttling: {
      all: { rate: 20_000, burst: 10_000 },
      publicRoute: { rate: 2_000, burst: 1_000 },
      webSocket: { rate: 20_000, burst: 10_000 },
    },
    webhookSources: { carriers: {}, payments: [] },
    reservedConcurrency: {},
    consumers: { urgentLane: 4, normalLane: 4, bulkLane: 2, perStreamShard: 2 },
  },
  dev: {
    purpose: 'development',
    region: 'eu-west-1',
    retainsData: false,
    logLevel: 'DEBUG',
    logRetentionDays: 14,
    tracing: true,
    alarms: true,
    corsOrigins: ['http://127.0.0.1:4000', 'https://dev.wismo.example'],
    emailFrom: 'orders@dev.wismo.example',
    emailIdentity: 'dev.wismo.example',
    throttling: {
      all: { rate: 200, burst: 100 },
      publicRoute: { rate: 20, burst: 20 },
      webSocket: { rate: 200, burst: 100 },
    },
    webhookSources: { carriers: {}, payments: [] },
    reservedConcurrency: {},
    consumers: { urgentLane: 4, normalLane: 4, bulkLane: 2, perStreamShard: 2 },
  },
  prod: {
    purpose: 'production',
    region: 'eu-west-1',
    retainsData: true,
    logLevel: 'INFO',
    logRetentionDays: 90,
    tracing: true,
    alarms: true,
    corsOrigins: ['https://wismo.example'],
    emailFrom: 'orders@wismo.example',
    emailIdentity: 'wismo.example',
    throttling: {
      all: { rate: 2_000, burst: 1_000 },
      publicRoute: { rate: 50, burst: 100 },
      webSocket: { rate: 2_000, burst: 1_000 },
    },
    webhookSources: { carriers: {}, payments: [] },
    reservedConcurrency: { TrackingApi: 50, CarrierWebhook: 100, FanOut: 100, OrderEvents: 100 },
    consumers: { urgentLane: 50, normalLane: 20, bulkLane: 5, perStreamShard: 10 },
  },
});

/** @throws Error that names the stages there are. */
export const stageNamed = (name: string): StageName => {
  const found = Object.keys(STAGES).find((known): known is StageName => known === name);
  if (found === undefined)
    throw new Error(`There is no stage "${name}": it is one of ${Object.keys(STAGES).join(', ')}.`);
  return found;
};
