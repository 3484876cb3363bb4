import { beforeAll, describe, expect, it } from 'vitest';
import { carrierRoutes } from '../../lib/capabilities/carriers.ts';
import { STAGES } from '../../lib/stages.ts';
import { CARRIERS } from '../../shared/contract/carrier-registry.ts';
import { gatewayRoutes } from '../../shared/contract/routes.ts';
import {
  logicalIdsIn,
  propertiesIn,
  type Synthesized,
  synthesize,
  type TemplateResource,
} from './support/synthesized.ts';

let prod: Synthesized;
beforeAll(() => {
  prod = synthesize('prod');
});
const propertiesOf = (type: string) => propertiesIn(prod, type);

describe('the HTTP API', () => {
  const routes = () => propertiesOf('AWS::ApiGatewayV2::Route');
  const authorizerOf = (route: TemplateResource['Properties']): string => {
    const [id] = logicalIdsIn(route.AuthorizerId ?? {});
    return id === undefined ? 'public' : 'authorized';
  };
  const functionBehind = (route: TemplateResource['Properties']): string => {
    const [integrationId = ''] = logicalIdsIn(route.Target);
    return JSON.stringify(prod.resources[integrationId]?.Properties.IntegrationUri);
  };

  /** The contract's, one for each carrier, and a `HEAD` for each `GET`: an HTTP API adds none. */
  const withHead = () =>
    [...gatewayRoutes(), ...carrierRoutes()].flatMap(({ method, ...row }) =>
      method === 'GET'
        ? [
            { ...row, method },
            { ...row, method: 'HEAD' },
          ]
        : [{ ...row, method }],
    );

  it('has every route of the contract, served by its function, with its own authorization', () => {
    const byKey = new Map(routes().map((route) => [route.RouteKey, route]));
    for (const { method, path, auth, capability } of withHead()) {
      const route = byKey.get(`${method} ${path}`);
      expect([path, route && authorizerOf(route)]).toEqual([path, auth === 'public' ? 'public' : 'authorized']);
      expect(functionBehind(route)).toContain(`${capability}Handler`);
    }
    const others = [...byKey.keys()].filter(
      (key) => !withHead().some(({ method, path }) => key === `${method} ${path}`),
    );
    expect(others.sort()).toEqual(['$connect', '$default', '$disconnect']);
    // The quota of an HTTP API.
    expect(byKey.size).toBeLessThan(300);
  });

  it("has a carrier's route where the contract has the webhook of any", () => {
    const any = gatewayRoutes().find(({ operationId }) => operationId === 'receiveCarrierWebhook');
    expect(carrierRoutes().map(({ path }) => path)).toEqual(
      CARRIERS.map(({ id }) => any?.path.replace('{carrier}', id)),
    );
  });

  it('has no two routes of the same shape', () => {
    const shapes = routes().map(({ RouteKey, ApiId }) => `${ApiId.Ref} ${RouteKey.replaceAll(/\{\w+\}/g, '{}')}`);
    expect(shapes.filter((shape, at) => shapes.indexOf(shape) !== at)).toEqual([]);
  });

  it('asks one function on every request who calls, so that every refusal is a problem document', () => {
    expect(propertiesOf('AWS::ApiGatewayV2::Authorizer')).toEqual([
      expect.objectContaining({
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 0,
        IdentitySource: [],
      }),
    ]);
  });

  it('throttles each route that needs no token on its own, and logs neither path nor query', () => {
    const [stage] = propertiesOf('AWS::ApiGatewayV2::Stage').filter(({ StageName }) => StageName === '$default');
    const open = withHead().filter(({ auth }) => auth === 'public' || auth === 'optional');
    expect(Object.keys(stage.RouteSettings).sort()).toEqual(open.map(({ method, path }) => `${method} ${path}`).sort());
    expect(stage.DefaultRouteSettings.ThrottlingRateLimit).toBe(STAGES.prod.throttling.all.rate);
    expect(stage.AccessLogSettings.Format).not.toMatch(/\$context\.(path|requestOverride)|querystring/);
  });
});
