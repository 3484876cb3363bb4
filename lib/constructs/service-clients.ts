import { CfnOutput, Duration, Fn, Stack } from 'aws-cdk-lib';
import {
  type CfnUserPoolClient,
  OAuthScope,
  ResourceServerScope,
  type UserPool,
  UserPoolClientIdentityProvider,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { SCOPE_ROLES, SCOPE_SERVER, shopScope } from '../../shared/security/caller.ts';
import type { Stage, StageName } from '../stages.ts';

export interface ServiceClientsProps {
  readonly pool: UserPool;
  readonly stageName: StageName;
  readonly stage: Stage;
}

const ROLE_DESCRIPTIONS = {
  system: 'Acts as a service of the shop, on every order',
  payment: 'Acts as a payment service, on every order',
  seller: 'Sells for the shops that its other scopes name',
} as const satisfies Readonly<Record<(typeof SCOPE_ROLES)[number], string>>;

/** CloudFormation gives every stack an id of its own, which ends in a UUID. */
const PART_OF_STACK_ID = 2;

/**
 * Programs that call the API as themselves: a resource server whose scopes are roles and shops, a client for each program
 * of the stage (client credentials, RFC 6749 section 4.4), and the domain at which they get their tokens.
 */
export class ServiceClients extends Construct {
  /** Of the domain: people sign in there too. */
  readonly hostedUrl: string;
  readonly domainName: string;

  constructor(scope: Construct, id: string, { pool, stageName, stage }: ServiceClientsProps) {
    super(scope, id);
    const { partition, stackId, region } = Stack.of(this);
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `wismo-${stageName}-${shortIdOf(stackId)}` },
    });
    this.domainName = domain.domainName;
    const host = partition === 'aws-us-gov' ? 'auth-fips' : 'auth';
    this.hostedUrl = `https://${domain.domainName}.${host}.${region}.amazoncognito.com`;
    new CfnOutput(this, 'TokenUrl', {
      value: `${this.hostedUrl}/oauth2/token`,
      description: 'Where programs get tokens, by client credentials',
    }).overrideLogicalId('TokenUrl');
    const scopes = new Map(scopesOf(stage).map((resourceScope) => [resourceScope.scopeName, resourceScope]));
    const server = pool.addResourceServer('Services', { identifier: SCOPE_SERVER, scopes: [...scopes.values()] });
    for (const [name, { roles, shops }] of Object.entries(stage.serviceClients)) {
      const wanted = [...roles, ...shops.map(shopScope)].flatMap((scopeName) => scopes.get(scopeName) ?? []);
      addClient(pool, server, name, wanted);
    }
  }
}

/** The first part of the UUID at the end of the stack's id: no other account has it, and a new stack has another. */
const shortIdOf = (stackId: string): string =>
  Fn.select(0, Fn.split('-', Fn.select(PART_OF_STACK_ID, Fn.split('/', stackId))));

const scopesOf = ({ serviceClients }: Stage): readonly ResourceServerScope[] => {
  const shops = new Set(Object.values(serviceClients).flatMap((client) => client.shops));
  return [
    ...SCOPE_ROLES.map(
      (scopeName) => new ResourceServerScope({ scopeName, scopeDescription: ROLE_DESCRIPTIONS[scopeName] }),
    ),
    ...[...shops].map(
      (shop) => new ResourceServerScope({ scopeName: shopScope(shop), scopeDescription: `Of the shop ${shop}` }),
    ),
  ];
};

const addClient = (
  pool: UserPool,
  server: UserPoolResourceServer,
  name: string,
  scopes: readonly ResourceServerScope[],
): void => {
  const client = pool.addClient(name, {
    generateSecret: true,
    oAuth: {
      flows: { clientCredentials: true },
      scopes: scopes.map((each) => OAuthScope.resourceServer(server, each)),
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1),
  });
  // It signs nobody in: it is the caller itself. Absent, Cognito would allow passwords.
  (client.node.defaultChild as CfnUserPoolClient).explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
  new CfnOutput(client, 'Id', {
    value: client.userPoolClientId,
    description: `Client id of ${name}`,
  }).overrideLogicalId(`${name}ClientId`);
};
