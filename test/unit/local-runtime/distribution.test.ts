import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunnableModel } from '../../../local/assembly/cloud-model.ts';
import { bucketOrigins } from '../../../local/gateway/bucket-origin.ts';
import { createDistribution, EDGE_ADDRESS } from '../../../local/gateway/distribution.ts';
import { distributionBehaviors } from '../../../local/gateway/distribution-definition.ts';
import { frontDefinition } from '../../../local/gateway/front.ts';
import type { HttpRequest } from '../../../local/gateway/http-event.ts';
import type { RequestHandler } from '../../../local/gateway/http-response.ts';
import type { Resource } from '../../../local/ports.ts';

const HANDED_THROUGH = {
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
};
const SECRET = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:wismo/local/origin-abcdef';
const PROOF = { HeaderName: 'X-Proof', HeaderValue: `{{resolve:secretsmanager:${SECRET}:SecretString:current::}}` };

const API = { Id: 'api', DomainName: 'api.example', CustomOriginConfig: {}, OriginCustomHeaders: [PROOF] };
const LIVE = { Id: 'live', DomainName: 'live.example', CustomOriginConfig: {} };
const CONFIG = {
  Origins: [API, LIVE],
  DefaultCacheBehavior: { ...HANDED_THROUGH, TargetOriginId: 'api' },
  CacheBehaviors: [
    { ...HANDED_THROUGH, PathPattern: '/api/orders/events', TargetOriginId: 'live' },
    { ...HANDED_THROUGH, PathPattern: '/live/*.txt', TargetOriginId: 'live', AllowedMethods: ['GET', 'HEAD'] },
    { ...HANDED_THROUGH, PathPattern: '/v?/x', TargetOriginId: 'live' },
  ],
};

const resource = (type: string, logicalId: string, properties: Resource['properties']): Resource => ({
  stackName: 'Web',
  logicalId,
  type,
  constructPath: `Web/${logicalId}`,
  properties,
});

const modelOf = (...resources: readonly Resource[]): RunnableModel =>
  ({
    region: 'eu-west-1',
    accountId: '000000000000',
    ofType: (type: string) => resources.filter((each) => each.type === type),
    attributeOf: (logicalId: string) => `https://${logicalId.toLowerCase()}.lambda-url.eu-west-1.on.aws/`,
  }) as unknown as RunnableModel;

const distribution = (DistributionConfig: object): Resource =>
  resource('AWS::CloudFront::Distribution', 'Site', { DistributionConfig });

const request = (method: string, url: string, headers: Readonly<Record<string, string>> = {}): HttpRequest => ({
  method,
  url,
  headers: { host: '127.0.0.1:4000', ...headers },
  headersDistinct: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  body: Buffer.alloc(0),
  sourceIp: '203.0.113.7',
  port: 4000,
});

const edge = () => {
  const seen: { readonly by: string; readonly request: HttpRequest }[] = [];
  const origin = (by: string): RequestHandler => {
    return async (arrived) => {
      seen.push({ by, request: arrived });
      return { status: 200, headers: {}, body: Buffer.from(by) };
    };
  };
  const response = createDistribution({
    behaviors: distributionBehaviors(modelOf(distribution(CONFIG))) ?? [],
    origins: new Map(['api.example', 'live.example'].map((name) => [name, origin(name)])),
    secretValue: (arn) => (arn === SECRET ? { current: 'proven' } : undefined),
  });
  return { response, seen };
};

describe('the distribution', () => {
  it.each([
    ['keeps', { ErrorCode: 404, ErrorCachingMinTTL: 10 }],
    ['keeps by default', { ErrorCode: 404 }],
    ['replaces', { ErrorCode: 404, ErrorCachingMinTTL: 0, ResponsePagePath: '/lost.html' }],
  ])('does not run where it %s an error', (_what, response) => {
    const handedThrough = { ErrorCode: 503, ErrorCachingMinTTL: 0 };
    const behaviorsWith = (...CustomErrorResponses: readonly object[]) =>
      distributionBehaviors(modelOf(distribution({ ...CONFIG, CustomErrorResponses })));
    expect(behaviorsWith(handedThrough)).toHaveLength(4);
    expect(() => behaviorsWith(handedThrough, response)).toThrow('an error 404 that is cached or replaced');
  });

  it.each([
    ['/api/orders/events', 'live.example'],
    ['/api/orders/events?order=1', 'live.example'],
    ['/api/orders/events/', 'api.example'],
    ['/API/orders/events', 'api.example'],
    ['/live/a/b.txt', 'live.example'],
    ['/live/a/b.txtx', 'api.example'],
    ['/v1/x', 'live.example'],
    ['/v12/x', 'api.example'],
    ['/', 'api.example'],
  ])('sends %s to %s', async (url, by) => {
    const { response, seen } = edge();
    await response(request('GET', url));
    expect(seen.map((each) => each.by)).toEqual([by]);
  });

  it('shows itself to the origin as the edge does, and says who the viewer is', async () => {
    const { response, seen } = edge();
    await response(
      request('GET', '/', { 'x-forwarded-for': '198.51.100.1', 'x-proof': 'made up', authorization: 'Bearer t' }),
    );
    await response(request('GET', '/api/orders/events', { 'x-proof': 'made up' }));
    const [api, live] = seen.map((each) => each.request);
    expect(api).toMatchObject({
      sourceIp: EDGE_ADDRESS,
      headers: {
        host: 'api.example',
        'x-proof': 'proven',
        'x-forwarded-for': '198.51.100.1, 203.0.113.7',
        authorization: 'Bearer t',
      },
      headersDistinct: { 'x-proof': ['proven'], host: ['api.example'], authorization: ['Bearer t'] },
    });
    expect(live?.headers).toMatchObject({
      host: 'live.example',
      'x-forwarded-for': '203.0.113.7',
      'x-proof': 'made up',
    });
  });

  it('refuses an address that is longer than an edge takes', async () => {
    const { response, seen } = edge();
    expect(await response(request('GET', `/${'x'.repeat(8_192)}`))).toMatchObject({ status: 414 });
    expect(await response(request('GET', `/${'x'.repeat(8_191)}`))).toMatchObject({ status: 200 });
    expect(seen).toHaveLength(1);
  });

  it('lets through the methods of the path', async () => {
    const { response, seen } = edge();
    expect(await response(request('POST', '/live/a.txt'))).toMatchObject({ status: 403 });
    expect(await response(request('POST', '/'))).toMatchObject({ status: 200 });
    expect(seen).toHaveLength(1);
  });
});

describe('pages', () => {
  const ARN = 'arn:aws:cloudfront::000000000000:function/Document';
  const code = [
    'function handler(event) {',
    "  if (event.request.headers.accept.value !== 'text/html') return event.request;",
    "  return { statusCode: 200, headers: { vary: { value: 'accept' } }, body: { encoding: 'text', data: event.request.uri } };",
    '}',
  ].join('\n');
  const document = (Runtime: string): Resource =>
    resource('AWS::CloudFront::Function', 'Document', { FunctionCode: code, FunctionConfig: { Runtime } });
  const files = resource('Custom::CDKBucketDeployment', 'Files', {
    DestinationBucketName: 'pages',
    DestinationBucketKeyPrefix: 'files',
    SourceObjectKeys: ['a.zip'],
    SystemMetadata: { 'cache-control': 'immutable' },
  });
  const BUCKET = { Id: 'bucket', DomainName: 'pages.s3.eu-west-1.amazonaws.com', S3OriginConfig: {} };
  const config = {
    ...CONFIG,
    Origins: [API, LIVE, { ...BUCKET, OriginAccessControlId: 'E1' }],
    CacheBehaviors: [
      {
        PathPattern: '/files/*',
        TargetOriginId: 'bucket',
        Compress: true,
        CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        ResponseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03',
      },
      {
        ...HANDED_THROUGH,
        PathPattern: '/orders/*',
        TargetOriginId: 'api',
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: ARN }],
      },
    ],
  };
  const modelWith = (runtime: string, folder = ''): RunnableModel =>
    ({
      ...modelOf(distribution(config), document(runtime), files),
      attributeOf: () => ARN,
      assetOf: () => folder,
    }) as unknown as RunnableModel;

  const edgeWith = (folder: string) => {
    const model = modelWith('cloudfront-js-2.0', folder);
    const api: RequestHandler = async () => ({ status: 200, headers: {}, body: Buffer.from('api') });
    return createDistribution({
      behaviors: distributionBehaviors(model) ?? [],
      origins: new Map([...bucketOrigins(model), ['api.example', api], ['live.example', api]]),
      secretValue: () => ({ current: 'proven' }),
    });
  };

  it('a function at the edge responds itself, or lets the request through', async () => {
    const response = edgeWith('');
    const [page, through] = await Promise.all([
      response(request('GET', '/orders/1?x=2', { accept: 'text/html' })),
      response(request('GET', '/orders/1', { accept: '*/*' })),
    ]);
    expect(page).toEqual({ status: 200, headers: { vary: 'accept' }, body: Buffer.from('/orders/1') });
    expect(through).toMatchObject({ body: Buffer.from('api') });
    expect(() => distributionBehaviors(modelWith('cloudfront-js-1.0'))).toThrow(/only the runtime cloudfront-js-2.0/);
  });

  it('the files of a deployment are served with its headers, and nothing beside them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wismo-files-'));
    writeFileSync(join(folder, 'x.js'), 'export {};');
    const response = edgeWith(folder);
    expect(await response(request('GET', '/files/x.js'))).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'immutable',
        'x-content-type-options': 'nosniff',
      },
      body: Buffer.from('export {};'),
    });
    writeFileSync(join(folder, 'long.js'), 'export {};'.repeat(200));
    expect(await response(request('GET', '/files/long.js', { 'accept-encoding': 'br' }))).toMatchObject({
      headers: { 'content-encoding': 'br' },
    });
    for (const path of [
      '/files/',
      '/files/y.js',
      '/files/%2e%2e/x.js',
      '/files/../../etc/passwd',
      '/files/%',
      '/files/%00',
    ])
      expect(await response(request('GET', path))).toMatchObject({ status: 403 });
    expect(await response(request('POST', '/files/x.js'))).toMatchObject({ status: 403 });
    rmSync(folder, { recursive: true });
  });
});

describe('what cannot run on one machine is refused by name', () => {
  const withDefault = (more: object) => ({
    ...CONFIG,
    DefaultCacheBehavior: { ...CONFIG.DefaultCacheBehavior, ...more },
  });
  it.each([
    ['a cache', withDefault({ CachePolicyId: 'x' }), /Web\/Site, path \*: only the cache policy CachingDisabled/],
    ['another origin request policy', withDefault({ OriginRequestPolicyId: 'x' }), /AllViewerExceptHostHeader/],
    [
      'functions at the edge',
      withDefault({ FunctionAssociations: [{}] }),
      /of FunctionAssociations one function of the assembly on viewer-request/,
    ],
    ['an origin that is not there', withDefault({ TargetOriginId: 'x' }), /its origin is not in the distribution/],
    [
      'a bucket',
      { ...CONFIG, Origins: [{ ...API, CustomOriginConfig: undefined }] },
      /only HTTP origins and buckets run here/,
    ],
  ])('%s', (_what, config, message) => {
    expect(() => distributionBehaviors(modelOf(distribution(config)))).toThrow(message);
  });

  it('a second distribution, and an origin that nothing stands behind', () => {
    expect(() => distributionBehaviors(modelOf(distribution(CONFIG), distribution(CONFIG)))).toThrow(
      /One distribution/,
    );
    const behaviors = distributionBehaviors(modelOf(distribution(CONFIG))) ?? [];
    expect(() => createDistribution({ behaviors, origins: new Map(), secretValue: () => '' })).toThrow(/live\.example/);
  });

  it('a function URL that asks for signatures, or to which nothing leads', () => {
    const url = (AuthType: string) =>
      resource('AWS::Lambda::Url', 'Url', { AuthType, InvokeMode: 'RESPONSE_STREAM', TargetFunctionArn: 'arn' });
    expect(() => frontDefinition(modelOf(url('AWS_IAM')))).toThrow(/Web\/Url: only function URLs with AuthType NONE/);
    expect(() => frontDefinition(modelOf(url('NONE'), distribution(CONFIG)))).toThrow(/Web\/Url: no path/);
    const led = { ...CONFIG, Origins: [API, { ...LIVE, DomainName: 'url.lambda-url.eu-west-1.on.aws' }] };
    expect(frontDefinition(modelOf(url('NONE'), distribution(led))).urls).toHaveLength(1);
    expect(frontDefinition(modelOf()).behaviors).toBeUndefined();
  });
});
