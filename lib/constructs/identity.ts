import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolClientOptions,
  UserPoolEmail,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Stage, StageName } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import { ServiceClients } from './service-clients.ts';

/** Whose tokens are taken. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** Of the sign-in pages that Cognito hosts; absent for another issuer. */
  readonly hostedUrl?: string;
}

/** Roles that a person can hold as a group of the pool; `system` and `payment` belong to services. */
const GROUPS = {
  customer: 'Buys and follows own orders',
  seller: 'Sells; the shops are in the seller_ids attribute',
  farmer: 'Sells, under the name that farm shops use',
  store: 'Sells, under the name that grocers use',
  driver: 'Delivers',
  csr: 'Supports customers',
  admin: 'Runs the service',
  system: 'A service of the shop',
  payment: 'A payment service',
} as const;

export interface IdentityProps {
  readonly stageName: StageName;
  readonly stage: Stage;
}

/** The stage's own people and programs: a Cognito user pool, one public client, a group per role, service clients. */
export class Identity extends Construct implements TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly hostedUrl: string;
  /** Of the sign-in pages, as other stacks import it. */
  readonly domainName: string;

  constructor(scope: Construct, id: string, { stageName, stage }: IdentityProps) {
    super(scope, id);
    const pool = makePool(this, stage);
    const client = makeClient(pool, stage);
    for (const [groupName, description] of Object.entries(GROUPS)) pool.addGroup(groupName, { groupName, description });
    const services = new ServiceClients(this, 'ServiceClients', { pool, stageName, stage });
    this.hostedUrl = services.hostedUrl;
    this.domainName = services.domainName;
    this.issuer = pool.userPoolProviderUrl;
    this.audience = client.userPoolClientId;
    const output = (outputId: string, value: string, description: string): void =>
      new CfnOutput(this, outputId, { value, description }).overrideLogicalId(outputId);
    output('UserPoolId', pool.userPoolId, 'The people of the stage');
    output('UserPoolClientId', client.userPoolClientId, 'The client that people sign in with');
  }
}

/** Cognito's own sender takes 50 mails a day, for every pool of the account. */
const emailOf = ({ userPoolEmail, emailFrom, emailIdentity }: Stage): UserPoolEmail =>
  userPoolEmail === 'ses'
    ? UserPoolEmail.withSES({
        fromEmail: emailFrom,
        ...(emailFrom === emailIdentity ? {} : { sesVerifiedDomain: emailIdentity }),
      })
    : UserPoolEmail.withCognito();

const makePool = (scope: Construct, stage: Stage): UserPool => {
  const { retainsData } = stage;
  const pool = new UserPool(scope, 'Pool', {
    selfSignUpEnabled: true,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    email: emailOf(stage),
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

/** On one machine the issuer is a local one, which takes any address of that machine. */
const ONE_MACHINE = 'http://localhost:4000';

/** Origins at which people sign in: Cognito leads back to `https` alone, and to `localhost`. */
const signInOrigins = ({ corsOrigins }: Stage): readonly string[] => {
  const origins = corsOrigins === 'loopback' ? [ONE_MACHINE] : corsOrigins;
  return origins.filter((origin) => origin.startsWith('https://') || origin.startsWith('http://localhost'));
};

/** By code with PKCE, as the pages do it; without an origin to lead back to there is nobody to sign in. */
const signInBy = (stage: Stage): Pick<UserPoolClientOptions, 'oAuth' | 'disableOAuth'> => {
  const origins = signInOrigins(stage);
  if (origins.length === 0) return { disableOAuth: true };
  return {
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: origins.map((origin) => `${origin}/sign-in`),
      logoutUrls: origins.map((origin) => `${origin}/`),
    },
  };
};

/** A client may not write `seller_ids`: whoever could, would own every shop. */
const makeClient = (pool: UserPool, stage: Stage): UserPoolClient =>
  pool.addClient('Client', {
    generateSecret: false,
    authFlows: { userSrp: true },
    ...signInBy(stage),
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
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
