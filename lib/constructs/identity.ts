import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

/** Whose tokens are taken. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
}

/** Roles that a person can hold as a group of the pool; `system` and `payment` belong to services. */
const GROUPS = {
  customer: 'Buys and follows own orders',
  seller: 'Sells; the shops are in the seller_ids attribute',
  farmer: 'Sells, under the name that farm shops use',
  store: 'Sells, under the name that grocers use',
  driver: 'Delivers',
  csr: 'Answers customers',
  admin: 'Runs the service',
  system: 'A service of the shop',
  payment: 'A payment service',
} as const;

/** The stage's own people: a Cognito user pool, one public client, a group per role. */
export class Identity extends Construct implements TokenIssuer {
  readonly issuer: string;
  readonly audience: string;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    const pool = makePool(this, stage);
    const client = makeClient(pool);
    for (const [groupName, description] of Object.entries(GROUPS)) pool.addGroup(groupName, { groupName, description });
    this.issuer = pool.userPoolProviderUrl;
    this.audience = client.userPoolClientId;
  }
}

const makePool = (scope: Construct, { retainsData }: Stage): UserPool => {
  const pool = new UserPool(scope, 'Pool', {
    selfSignUpEnabled: true,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    customAttributes: { seller_ids: new StringAttribute({ mutable: true, maxLen: 2048 }) },
    featurePlan: FeaturePlan.PLUS,
    standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
    deletionProtection: retainsData,
    removalPolicy: retainsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(pool, 'AwsSolutions-COG2', 'Shoppers may choose a second factor; to follow a parcel must not need one.');
  return pool;
};

/** A client may not write `seller_ids`: whoever could, would own every shop. */
const makeClient = (pool: UserPool): UserPoolClient =>
  pool.addClient('Client', {
    generateSecret: false,
    authFlows: { userSrp: true },
    disableOAuth: true,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(30),
    readAttributes: new ClientAttributes()
      .withStandardAttributes({ email: true, emailVerified: true, locale: true, timezone: true })
      .withCustomAttributes('seller_ids'),
    writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, locale: true, timezone: true }),
  });
