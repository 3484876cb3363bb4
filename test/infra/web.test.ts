import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
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
const config = (): Properties => only('AWS::CloudFront::Distribution').DistributionConfig;
const originOf = (behavior: Properties): Properties =>
  config().Origins.find(({ Id }: { readonly Id: string }) => Id === behavior.TargetOriginId);

describe('the distribution', () => {
  it('sends what streams to the function that streams it, and everything else to the API', () => {
    const streamed = config().CacheBehaviors.map((behavior: Properties) => [
      behavior.PathPattern,
      JSON.stringify(originOf(behavior).DomainName).includes('OrderEventsUrl'),
    ]);
    expect(streamed).toEqual(streamedRoutes().map(({ path }) => [path, true]));
    expect(JSON.stringify(originOf(config().DefaultCacheBehavior).DomainName)).toContain('ApiEndpoint');
  });

  it('keeps nothing, and hands through all that the viewer sends but the host', () => {
    for (const behavior of [config().DefaultCacheBehavior, ...config().CacheBehaviors]) {
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

  it('proves itself to the API alone, with a secret that stands in no template', () => {
    const { OriginCustomHeaders: headers } = originOf(config().DefaultCacheBehavior);
    expect(headers).toEqual([{ HeaderName: ORIGIN_PROOF_HEADER, HeaderValue: expect.anything() }]);
    expect(JSON.stringify(headers)).toMatch(/resolve:secretsmanager:.*OriginSecret.*:SecretString:current/);
    const others = config().Origins.filter(({ OriginCustomHeaders }: Properties) => OriginCustomHeaders !== undefined);
    expect(others).toHaveLength(1);
  });

  it('who counts or refuses by address can see where a request came from, and nobody else reads that secret', () => {
    const readers = FUNCTION_IDS.filter((id) =>
      statementsOf(prod, id).some(
        ({ actions, resources }) =>
          actions.includes('secretsmanager:GetSecretValue') && JSON.stringify(resources).includes('OriginSecret'),
      ),
    );
    expect(readers).toEqual(['TrackingApi', 'CarrierWebhook', 'PaymentWebhook', 'NotificationsApi', 'Receipts']);
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
