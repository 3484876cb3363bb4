import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { FIXED_PATHS, PAGE_PATHS, WORKER_PATHS } from '../../lib/constructs/page-document.ts';
import { STAGES } from '../../lib/stages.ts';
import { ROUTES, type RouteDefinition, streamedRoutes } from '../../shared/contract/routes.ts';
import { ORIGIN_PROOF_HEADER } from '../../shared/security/viewer-address.ts';
import {
  functionOf,
  type Synthesized,
  statementsOf,
  synthesize,
  type TemplateResource,
} from './support/synthesized.ts';

let prod: Synthesized;
beforeAll(() => {
  prod = synthesize('prod');
});

type Properties = TemplateResource['Properties'];

const only = (type: string): Properties => {
  const [found, ...more] = prod.ofType(type);
  if (found === undefined || more.length > 0) throw new Error(`${type}: not exactly one`);
  return found[1].Properties;
};
const inWeb = (type: string): Properties =>
  Object.values(prod.templates.web.Resources).find(({ Type }) => Type === type)?.Properties;
const config = (): Properties => only('AWS::CloudFront::Distribution').DistributionConfig;
const originOf = (behavior: Properties): Properties =>
  config().Origins.find(({ Id }: { readonly Id: string }) => Id === behavior.TargetOriginId);

it('photos of deliveries lie in a private bucket, for a year, and are uploaded from any page by a signed request', () => {
  const bucket = Object.values(prod.templates.data.Resources).find(({ Type }) => Type === 'AWS::S3::Bucket');
  expect(bucket?.DeletionPolicy).toMatch(/^Retain/);
  expect(bucket?.Properties).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 365, Status: 'Enabled' }] },
    CorsConfiguration: { CorsRules: [{ AllowedMethods: ['PUT'], AllowedHeaders: ['content-type', 'if-none-match'] }] },
  });
  const statements = statementsOf(prod, 'StoreApi').filter(({ actions }) => actions.some((each) => /^s3:/.test(each)));
  expect(statements.map(({ actions }) => actions)).toEqual([['s3:GetObject', 's3:PutObject']]);
  expect(JSON.stringify(statements)).toContain('/delivery-photos/*');
});

describe('the distribution', () => {
  it('sends what streams to the function that streams it, files to their bucket, and everything else to the API', () => {
    const kindOf = (behavior: Properties): string => {
      const domain = JSON.stringify(originOf(behavior).DomainName);
      return ['OrderEventsUrl', 'PagesBucket', 'ApiEndpoint'].find((name) => domain.includes(name)) ?? domain;
    };
    const places = config().CacheBehaviors.map((behavior: Properties) => [behavior.PathPattern, kindOf(behavior)]);
    expect(places).toEqual([
      ...streamedRoutes().map(({ path }) => [path, 'OrderEventsUrl']),
      ['/pages/*', 'PagesBucket'],
      ...[...PAGE_PATHS, ...FIXED_PATHS].map((path) => [path, 'ApiEndpoint']),
    ]);
    expect(kindOf(config().DefaultCacheBehavior)).toBe('ApiEndpoint');
  });

  it('keeps no response of the API, and hands through all that the viewer sends but the host', () => {
    for (const behavior of [config().DefaultCacheBehavior, ...config().CacheBehaviors]) {
      if (behavior.PathPattern === '/pages/*') continue;
      expect(behavior).toMatchObject({
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        AllowedMethods: expect.arrayContaining(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']),
        ViewerProtocolPolicy: 'redirect-to-https',
        Compress: false,
      });
    }
  });

  it('caches no error: its key knows neither the query nor the token', () => {
    const minimums = config().CustomErrorResponses.map(
      ({ ErrorCode, ErrorCachingMinTTL, ResponsePagePath }: Properties) => [
        ErrorCode,
        ErrorCachingMinTTL,
        ResponsePagePath,
      ],
    );
    const codes = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
    expect(minimums).toEqual(codes.map((code) => [code, 0, undefined]));
  });

  it('proves itself to the API and its streams alone, with a secret that stands in no template', () => {
    const { OriginCustomHeaders: headers } = originOf(config().DefaultCacheBehavior);
    expect(headers).toEqual([{ HeaderName: ORIGIN_PROOF_HEADER, HeaderValue: expect.anything() }]);
    expect(JSON.stringify(headers)).toMatch(/resolve:secretsmanager:.*OriginSecret.*:SecretString:current/);
    const proven = config().Origins.filter(({ OriginCustomHeaders }: Properties) => OriginCustomHeaders !== undefined);
    expect(proven.map(({ Id }: Properties) => Id).toSorted()).toEqual(
      [
        config().DefaultCacheBehavior,
        config().CacheBehaviors.find(({ PathPattern }: Properties) => PathPattern === '/api/orders/events'),
      ]
        .map(({ TargetOriginId }: Properties) => TargetOriginId)
        .toSorted(),
    );
    for (const origin of proven) expect(origin.OriginCustomHeaders).toEqual(headers);
  });

  it('who counts or refuses by address can see where a request came from, and nobody else reads that secret', () => {
    const readers = FUNCTION_IDS.filter((id) =>
      statementsOf(prod, id).some(
        ({ actions, resources }) =>
          actions.includes('secretsmanager:GetSecretValue') && JSON.stringify(resources).includes('OriginSecret'),
      ),
    );
    expect(readers).toEqual([
      'TrackingApi',
      'CarrierWebhook',
      'PaymentWebhook',
      'NotificationsApi',
      'Receipts',
      'OrderEvents',
    ]);
  });
});

describe('the pages', () => {
  const files = (): Properties =>
    config().CacheBehaviors.find(({ PathPattern }: Properties) => PathPattern === '/pages/*');

  it('has their files in a bucket that nobody but the distribution reads, cached for a year', () => {
    expect(inWeb('AWS::S3::Bucket')).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const [, denied, allowed] = [undefined, ...inWeb('AWS::S3::BucketPolicy').PolicyDocument.Statement];
    expect(denied).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(allowed).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
    });
    expect(originOf(files()).OriginAccessControlId).toBeDefined();
    expect(only('Custom::CDKBucketDeployment')).toMatchObject({
      Prune: false,
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
  });

  const documentFor = (request: Properties): Properties => {
    const code: unknown = only('AWS::CloudFront::Function').FunctionCode;
    // What CloudFormation fills in later stands for itself here.
    const parts = (code as { readonly 'Fn::Join': readonly [string, readonly unknown[]] })['Fn::Join'][1];
    const source = parts.map((part) => (typeof part === 'string' ? part : 'there')).join('');
    expect(Buffer.byteLength(source)).toBeLessThan(10_240);
    return runInNewContext(`${source}\nhandler(event)`, { event: { request } });
  };
  const navigation = { method: 'GET', uri: '/orders/ord_1', headers: { accept: { value: 'text/html,*/*;q=0.8' } } };

  it('is one document at every path, without a script in it, and under a policy that allows none', () => {
    const { statusCode, headers, body } = documentFor(navigation);
    expect([statusCode, headers['content-type'].value]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy'].value).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(headers['content-security-policy'].value).not.toContain('unsafe');
    expect(headers['cache-control'].value).toBe('public, max-age=300');
    expect(body.data.match(/<script(?![^>]*(src="\/pages\/|type="application\/json"))/)).toBeNull();
    expect(body.data).not.toMatch(/\son\w+=/);
  });

  it('has their service worker at the root, asked for anew each time, and allowed to call nobody else', () => {
    const { headers, body } = documentFor({
      ...navigation,
      uri: WORKER_PATHS.app,
      headers: { accept: { value: '*/*' } },
    });
    expect(headers['content-type'].value).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control'].value).toBe('no-cache');
    expect(headers['content-security-policy'].value).toBe("default-src 'none'; connect-src 'self'");
    expect(body.data).toContain('notificationclick');
  });

  it.each([
    ['a program', { ...navigation, headers: { accept: { value: '*/*' } } }],
    [
      'a caller with a token',
      { ...navigation, headers: { ...navigation.headers, authorization: { value: 'Bearer t' } } },
    ],
    ['a form', { ...navigation, method: 'POST' }],
    ['a link of the API', { ...navigation, uri: '/orders/track' }],
  ])('lets %s through to the API', (_what, request) => {
    expect(documentFor(request)).toBe(request);
  });
});

describe('the function URL', () => {
  it('streams, asks for no signature, and lets the pages of the stage read it', () => {
    expect(only('AWS::Lambda::Url')).toMatchObject({
      AuthType: 'NONE',
      InvokeMode: 'RESPONSE_STREAM',
      Cors: {
        AllowOrigins: STAGES.prod.corsOrigins,
        AllowMethods: ['GET'],
        AllowHeaders: ['authorization', 'last-event-id'],
      },
    });
  });

  it('belongs to the function of the routes that stream', () => {
    const capabilities = new Set(
      ROUTES.filter((route: RouteDefinition) => route.streams).map((route) => route.capability),
    );
    expect([...capabilities]).toEqual(['OrderEvents']);
    expect(JSON.stringify(only('AWS::Lambda::Url').TargetFunctionArn)).toContain('OrderEventsHandler');
  });

  it('a stream ends well before its function would be cut off, and so many cost no more than was set aside', () => {
    const { Properties } = functionOf(prod, 'OrderEvents');
    const streamSeconds = Number(Properties.Environment.Variables.STREAM_SECONDS);
    expect(Properties.Timeout - streamSeconds).toBeGreaterThanOrEqual(20);
    expect(Properties.ReservedConcurrentExecutions).toBe(STAGES.prod.reservedConcurrency.OrderEvents);
    expect(Properties.MemorySize).toBe(256);
  });

  it('only reads, and counts who begins how many streams', () => {
    const granted = statementsOf(prod, 'OrderEvents')
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions }) => actions)
      .filter((action) => action.startsWith('dynamodb:'));
    expect([...new Set(granted)].sort()).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
  });
});
