import * as z from 'zod';
import { TRACKED_CARRIERS } from '../shared/contract/carrier-apis.ts';
import { CARRIERS } from '../shared/contract/carrier-registry.ts';
import { PROVIDERS } from '../shared/contract/channel-registry.ts';
import { SCOPE_ROLES } from '../shared/security/caller.ts';
import { FUNCTION_IDS } from './bundling/function-entries.ts';

const requestsPerSecond = z.strictObject({
  rate: z.number().positive(),
  burst: z.int().positive(),
});

/** Days that CloudWatch Logs knows. */
const retentionDays = z.union(([1, 3, 5, 7, 14, 30, 60, 90, 180, 365] as const).map((days) => z.literal(days)));

const range = z.union([z.cidrv4(), z.cidrv6()]);

const origin = z.url().refine((url) => new URL(url).origin === url, 'an origin: scheme, host and port only');

/** Cognito takes no `/` in the name of a scope, and no id has one. */
const shopId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@|+=-]{0,127}$/);

/** Each is one that a channel has, with just the settings that it needs. */
const checkProviders = (
  given: Readonly<Record<string, { readonly settings: Readonly<Record<string, string>> }>>,
  { addIssue }: z.RefinementCtx,
): void => {
  for (const [id, { settings }] of Object.entries(given)) {
    const known = PROVIDERS.find((provider) => provider.id === id);
    const wanted = (known?.settings ?? []).toSorted().join(', ');
    const issue = (message: string): void => addIssue({ code: 'custom', path: [id], message });
    if (known === undefined) issue(`no channel has this provider: ${PROVIDERS.map((each) => each.id).join(', ')}`);
    else if (Object.keys(settings).toSorted().join(', ') !== wanted) issue(`its settings are: ${wanted || 'none'}`);
  }
};

export const stageSchema = z.strictObject({
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
  /** A Cognito user pool of the stage's own. A stage that leaves it for a token issuer is deployed with both first. */
  userPool: z.boolean().default(true),
  /** Who sends the user pool's mails: Cognito itself (50 a day), or SES by `emailFrom`. */
  userPoolEmail: z.enum(['cognito', 'ses']).default('cognito'),
  /** Programs that get tokens by client credentials, by name: their roles, and the shops of a seller. */
  serviceClients: z.record(
    z.string().regex(/^[A-Z][A-Za-z0-9]{0,63}$/),
    z.strictObject({ roles: z.array(z.enum(SCOPE_ROLES)).min(1), shops: z.array(shopId).default([]) }),
  ),
  /** Tokens of another OpenID Connect issuer; absent, those of the user pool. */
  tokenIssuer: z.strictObject({ issuer: z.url(), audience: z.string().min(1) }).optional(),
  /** The distribution's own name, with its certificate in ACM. DNS leads there by hand: `DistributionDomainName`. */
  domain: z
    .strictObject({
      name: z.hostname(),
      certificateArn: z
        .string()
        .regex(
          /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
          'CloudFront takes certificates of us-east-1',
        ),
    })
    .optional(),
  /**
   * Where people reach the stage, without a slash at the end; absent, the domain, else the address that API Gateway
   * gives.
   */
  publicUrl: z
    .url()
    .refine((url) => !url.endsWith('/'), 'no slash at the end')
    .optional(),
  /** Origins (scheme, host, port) whose pages may read responses; `loopback`, any page of the machine itself. */
  corsOrigins: z.union([z.array(origin).min(1), z.literal('loopback')]),
  /** The sender's address. Its domain (or the address itself) is verified in SES once per account and region. */
  emailFrom: z.email(),
  emailIdentity: z.string().min(1),
  /**
   * Where those who run the service are written to of orders that need them; absent, where the shop of the order has its
   * customers ask, if that is a mailbox.
   */
  supportEmail: z.email().optional(),
  /**
   * Providers of notifications besides Amazon SES by their id (docs/channels.md): each has an account of the stage's own, its
   * secret and these settings. `ratePerSecond`: what the account may hand over; absent, what a new one may.
   */
  notificationProviders: z
    .record(
      z.string(),
      z.strictObject({
        ratePerSecond: z.number().positive().optional(),
        settings: z.record(z.string(), z.string().min(1)).default({}),
      }),
    )
    .superRefine(checkProviders)
    .default({}),
  /**
   * The account's SMS attributes name a role by which SNS logs what became of texts: its log groups are subscribed to. They
   * take two subscriptions each, so two stages of a region and account may say so.
   */
  deliveryLogs: z.boolean().default(false),
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
  /**
   * Carriers whose APIs the stage has an account with, by their id: their parcels are asked for, with the credentials in
   * the secret `carriers/<id>-api`. A carrier that is not listed is not asked, and costs nothing.
   */
  carrierAccounts: z.array(z.enum(TRACKED_CARRIERS.map(({ id }) => id))).default([]),
  /**
   * Functions whose concurrency is set aside; each takes from the account's pool. A new account has 10, of which nothing
   * can be set aside: a stage says so itself once the account has more (docs/operations.md).
   */
  reservedConcurrency: z.partialRecord(z.enum(FUNCTION_IDS), z.int().positive()).default({}),
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

const withIssuer = stageSchema.refine(({ userPool, tokenIssuer }) => userPool || tokenIssuer !== undefined, {
  error: 'a stage without a user pool needs a token issuer',
  path: ['tokenIssuer'],
});

/** A stage on AWS is reached from everywhere: it names the origins that it trusts. */
const deployed = withIssuer.refine(({ corsOrigins }) => corsOrigins !== 'loopback', {
  path: ['corsOrigins'],
  message: 'loopback is for one machine only',
});

const stagesSchema = z.strictObject({ local: withIssuer, dev: deployed, prod: deployed });

export type StageName = keyof z.infer<typeof stagesSchema>;

/** The shop of the orders that `npm run smoke` makes. */
export const SMOKE_SHOP = 'smoke-test';

const SERVICE_CLIENTS = {
  ShopBackend: { roles: ['system'] },
  SmokeTest: { roles: ['seller'], shops: [SMOKE_SHOP] },
} as const;

/** Spain, Romania, Russia, the United Kingdom, and North America. */
const CALLING_CODES = '34,40,7,44,1';

/** Its private half is what the local cloud's secret begins with: local/services/generated-secret.ts. */
const LOCAL_VAPID_KEY = 'BEwnpkMfqo-kUma5XrVz11OEqS_SXjL-lxaV-KaDrEPikNimWNVWtQRv15lZV6BJRO7edVTbV28O3HjDgIkBKII';

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
    supportEmail: 'support@wismo.example',
    deliveryLogs: true,
    // Simulators take what they are given.
    notificationProviders: {
      ses: { ratePerSecond: 1_000 },
      sendgrid: { ratePerSecond: 1_000 },
      resend: { ratePerSecond: 1_000 },
      sns: {
        ratePerSecond: 1_000,
        settings: { sender_id: 'Wismo', max_price_usd: '0.15', calling_codes: CALLING_CODES },
      },
      twilio: {
        ratePerSecond: 1_000,
        settings: { account_sid: `AC${'0'.repeat(32)}`, from: '+34600000001', calling_codes: CALLING_CODES },
      },
      fcm: {},
      sns_push: {
        ratePerSecond: 1_000,
        settings: {
          android_application_arn: 'arn:aws:sns:eu-west-1:000000000000:app/GCM/wismo',
          ios_application_arn: 'arn:aws:sns:eu-west-1:000000000000:app/APNS/wismo',
        },
      },
      web_push: {
        ratePerSecond: 1_000,
        settings: { subject: 'mailto:support@wismo.example', public_key: LOCAL_VAPID_KEY, hosts: '127.0.0.1' },
      },
      whatsapp_cloud: {
        ratePerSecond: 1_000,
        settings: { phone_number_id: '106540352242922', api_version: 'v23.0' },
      },
    },
    throttling: {
      all: { rate: 20_000, burst: 10_000 },
      publicRoute: { rate: 2_000, burst: 1_000 },
      webSocket: { rate: 20_000, burst: 10_000 },
    },
    webhookSources: { carriers: {}, payments: [] },
    carrierAccounts: TRACKED_CARRIERS.map(({ id }) => id),
    serviceClients: SERVICE_CLIENTS,
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
    supportEmail: 'support@dev.wismo.example',
    throttling: {
      all: { rate: 200, burst: 100 },
      publicRoute: { rate: 20, burst: 20 },
      webSocket: { rate: 200, burst: 100 },
    },
    webhookSources: { carriers: {}, payments: [] },
    serviceClients: SERVICE_CLIENTS,
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
    supportEmail: 'support@wismo.example',
    throttling: {
      all: { rate: 2_000, burst: 1_000 },
      publicRoute: { rate: 50, burst: 100 },
      webSocket: { rate: 2_000, burst: 1_000 },
    },
    webhookSources: { carriers: {}, payments: [] },
    userPoolEmail: 'ses',
    serviceClients: SERVICE_CLIENTS,
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
