import { CfnResource } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { acknowledge } from '../../lib/constructs/acknowledge.ts';
import { SECRETS } from '../../lib/secret-values.ts';
import { STAGES, type Stage, stageSchema } from '../../lib/stages.ts';
import { HANDSHAKE_CARRIERS } from '../../shared/contract/carrier-registry.ts';
import { functionOf, type Synthesized, synthesize } from './support/synthesized.ts';

const ISSUER = { issuer: 'https://id.shop.example', audience: 'wismo' };
const DOMAIN = {
  name: 'orders.shop.example',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0f8fad5b-d9cb-469f-a165-70867728950e',
};

const exportsOf = ({ templates }: Synthesized): readonly string[] =>
  Object.values(templates).flatMap(({ Outputs }) => Object.values(Outputs).flatMap((each) => each.Export?.Name ?? []));
const importsOf = (synthesized: Synthesized): readonly string[] => [
  ...new Set(
    [...JSON.stringify(synthesized.templates).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name ?? ''),
  ),
];

const prod = synthesize('prod');

describe.each(['local', 'dev', 'prod'] as const)('the limits of AWS, for %s', (stageName) => {
  const synthesized = stageName === 'prod' ? prod : synthesize(stageName);

  it('leave room in every stack', () => {
    for (const { Resources, Outputs } of Object.values(synthesized.templates)) {
      // Of 500. Nearly half are routes of the HTTP API, which a stack of their own would take.
      expect(Object.keys(Resources).length).toBeLessThanOrEqual(460);
      expect(Object.keys(Outputs).length).toBeLessThanOrEqual(180);
    }
  });

  it.each(FUNCTION_IDS)('leave room in the environment of %s', (id) => {
    const variables = functionOf(synthesized, id).Properties.Environment.Variables;
    // A reference becomes a URL or an ARN: 150 characters are more than the longest has.
    const bytes = Object.entries(variables).reduce(
      (sum, [name, value]) => sum + name.length + (typeof value === 'string' ? Buffer.byteLength(value) : 150),
      0,
    );
    expect(bytes).toBeLessThan(4_096);
  });

  it('leave room in the policies of every role', () => {
    const sizes = new Map<string, number>();
    for (const [, { Properties }] of synthesized.ofType('AWS::IAM::Policy')) {
      for (const { Ref } of Properties.Roles) {
        sizes.set(Ref, (sizes.get(Ref) ?? 0) + JSON.stringify(Properties.PolicyDocument).length);
      }
    }
    for (const [role, size] of sizes) expect([role, size < 10_240]).toEqual([role, true]);
  });
});

describe('a new account', () => {
  it('has nothing set aside of its ten executions at a time', () => {
    for (const [name, { reservedConcurrency }] of Object.entries(STAGES)) {
      expect([name, reservedConcurrency]).toEqual([name, {}]);
    }
    const set = synthesize('prod', { reservedConcurrency: { FanOut: 20 } });
    expect(functionOf(set, 'FanOut').Properties.ReservedConcurrentExecutions).toBe(20);
  });

  it('finds what an operator needs among the outputs', () => {
    const names = Object.values(prod.templates).flatMap(({ Outputs }) => Object.keys(Outputs));
    expect(names.filter((name) => !name.startsWith('Exports')).sort()).toEqual(
      [
        'AlarmTopicArn',
        'DashboardName',
        'DistributionDomainName',
        'EmailEventsQueueUrl',
        'LogGroups',
        'PublicUrl',
        'SearchQueueUrl',
        'ShopBackendClientId',
        'SiteUrl',
        'SmokeTestClientId',
        'SweepFunctionName',
        'TableName',
        'TokenUrl',
        'UserPoolClientId',
        'UserPoolId',
        'WebSocketUrl',
        // Secrets of providers and of carriers' APIs are there where the stage has the provider, or the account.
        ...Object.entries(SECRETS)
          .filter(([name]) => !name.startsWith('notifications/') && name !== 'whatsapp')
          .filter(([name]) => !name.endsWith('-api') || HANDSHAKE_CARRIERS.some(({ id }) => name.includes(id)))
          .map(([, { constructId }]) => `${constructId}Arn`),
      ].toSorted(),
    );
    expect(JSON.stringify(prod.templates.service.Outputs.LogGroups?.Value).match(/"Ref"/g)).toHaveLength(
      FUNCTION_IDS.length + 1,
    );
  });
});

describe('programs', () => {
  it('get tokens by client credentials, each for its roles and shops alone', () => {
    const clients = prod.ofType('AWS::Cognito::UserPoolClient').map(([, { Properties }]) => Properties);
    const programs = clients.filter(({ GenerateSecret }) => GenerateSecret === true);
    const scopesOf = (list: readonly { readonly 'Fn::Join': readonly [string, readonly unknown[]] }[]) =>
      list.map((scope) => String(scope['Fn::Join'][1].at(-1)));
    expect(programs.map(({ AllowedOAuthScopes }) => scopesOf(AllowedOAuthScopes))).toEqual([
      ['/system'],
      ['/seller', '/shop:smoke-test'],
    ]);
    for (const client of programs) {
      expect(client).toMatchObject({
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthFlowsUserPoolClient: true,
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      });
    }
    const people = clients.filter(({ GenerateSecret }) => GenerateSecret !== true);
    // People sign in by a code, at the stage's own pages, and are led back nowhere else.
    expect(people).toMatchObject([
      {
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email', 'profile'],
        CallbackURLs: ['https://wismo.example/sign-in'],
        LogoutURLs: ['https://wismo.example/'],
      },
    ]);
  });

  it('find the scopes of every role and shop at one resource server, and its domain is free in every account', () => {
    const [[, server] = []] = prod.ofType('AWS::Cognito::UserPoolResourceServer');
    expect(server?.Properties.Identifier).toBe('wismo');
    expect(server?.Properties.Scopes.map(({ ScopeName }: { readonly ScopeName: string }) => ScopeName)).toEqual([
      'system',
      'payment',
      'seller',
      'shop:smoke-test',
    ]);
    const [[, domain] = []] = prod.ofType('AWS::Cognito::UserPoolDomain');
    expect(JSON.stringify(domain?.Properties.Domain)).toMatch(/wismo-prod-.*AWS::StackId/);
  });
});

describe("the user pool's mails", () => {
  it.each([
    ['dev', 'COGNITO_DEFAULT'],
    ['prod', 'DEVELOPER'],
  ] as const)('of %s are sent by %s', (stageName, account) => {
    const [[, pool] = []] = synthesize(stageName).ofType('AWS::Cognito::UserPool');
    expect(pool?.Properties.EmailConfiguration?.EmailSendingAccount).toBe(account);
  });

  it('come from the address or the domain that is verified', () => {
    const sourceOf = (overrides: Partial<Stage>): string => {
      const [[, pool] = []] = synthesize('prod', overrides).ofType('AWS::Cognito::UserPool');
      return JSON.stringify(pool?.Properties.EmailConfiguration);
    };
    expect(sourceOf({})).toContain(':identity/wismo.example');
    expect(sourceOf({ emailIdentity: 'orders@wismo.example' })).toContain(':identity/orders@wismo.example');
  });
});

describe('a live stage', () => {
  it.each([
    ['a token issuer', { tokenIssuer: ISSUER }],
    ['a public address', { publicUrl: 'https://orders.shop.example' }],
    ['a domain', { domain: DOMAIN }],
    ['all three', { tokenIssuer: ISSUER, domain: DOMAIN, publicUrl: 'https://orders.shop.example' }],
  ] as const)('can be given %s: what its stacks import now is still exported', (_what, overrides) => {
    const exported = exportsOf(synthesize('prod', overrides));
    for (const name of importsOf(prod)) expect(exported).toContain(name);
    for (const name of exportsOf(prod)) expect(exported).toContain(name);
  });

  it('keeps its people beside a token issuer, until it says that it is done with them', () => {
    const both = synthesize('prod', { tokenIssuer: ISSUER });
    expect(both.ofType('AWS::Cognito::UserPool')).toHaveLength(1);
    const variables = functionOf(both, 'Authorizer').Properties.Environment.Variables;
    expect([variables.JWT_ISSUER, variables.JWT_AUDIENCE]).toEqual([ISSUER.issuer, ISSUER.audience]);
    const alone = synthesize('prod', { tokenIssuer: ISSUER, userPool: false });
    expect(alone.ofType('AWS::Cognito::UserPool')).toEqual([]);
    for (const name of importsOf(alone)) expect(exportsOf(both)).toContain(name);
  });

  it('is reached under its domain with its certificate, and links lead there', () => {
    const named = synthesize('prod', { domain: DOMAIN });
    const [[, distribution] = []] = named.ofType('AWS::CloudFront::Distribution');
    expect(distribution?.Properties.DistributionConfig).toMatchObject({
      Aliases: [DOMAIN.name],
      ViewerCertificate: { AcmCertificateArn: DOMAIN.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
    expect(named.templates.web.Outputs.SiteUrl?.Value).toBe(`https://${DOMAIN.name}`);
    expect(functionOf(named, 'Notify').Properties.Environment.Variables.PUBLIC_URL).toBe(`https://${DOMAIN.name}`);
  });

  it('refuses a certificate that CloudFront cannot use', () => {
    const certificateArn = DOMAIN.certificateArn.replace('us-east-1', 'eu-west-1');
    const refused = stageSchema.safeParse({ ...STAGES.prod, domain: { ...DOMAIN, certificateArn } });
    expect(refused.error?.issues[0]?.message).toBe('CloudFront takes certificates of us-east-1');
  });
});

const PAGES = ['AWS::CloudFront::Function', 'AWS::CloudFront::OriginAccessControl'] as const;

/** Services that the region has not, which a synthesis for it names: the rest must be ready. */
const MISSING = {
  'cn-north-1': ['AWS::SES::ConfigurationSet', 'AWS::SES::ConfigurationSetEventDestination', ...PAGES],
  'us-gov-west-1': ['AWS::Lambda::Url', 'AWS::CloudFront::Distribution', ...PAGES],
} as const;

describe.each([
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
] as const)('in the partition %s', (partition, region) => {
  const missing: readonly string[] = MISSING[region];
  const there = synthesize('prod', { region, tokenIssuer: ISSUER, userPool: false }, (app) => {
    for (const each of app.node.findAll()) {
      if (CfnResource.isCfnResource(each) && missing.includes(each.cfnResourceType)) {
        acknowledge(
          each,
          'CloudFormation-Validate::F3006',
          'This test is about ARNs, not about what the region offers.',
        );
      }
    }
  });
  const text = JSON.stringify(there.templates);

  it('no ARN is of another', () => {
    const partitions = [...text.matchAll(/arn:(aws[\w-]*):/g)].map(([, name]) => name);
    expect(partitions.length).toBeGreaterThan(10);
    expect([...new Set(partitions)]).toEqual([partition]);
  });

  it('every reference names the region, and the key serves the table there', () => {
    expect(text.includes('eu-west-1')).toBe(false);
    expect(text.includes(`["",["dynamodb.${region}.",{"Ref":"AWS::URLSuffix"}]]`)).toBe(true);
  });
});
