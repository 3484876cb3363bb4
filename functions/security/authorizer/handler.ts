/**
 * Lambda authorizer of the routes that take a JWT or a guest's link. It finds out who calls and leaves it in the
 * context. It refuses nobody: a caller without valid credentials goes on as anonymous, and the API returns 401 itself,
 * as a problem document (the gateway would turn a refusal here into 403, and an exception into an alarm).
 */
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { identify } from '../../../shared/security/identify.ts';
import { tokenVerifier } from '../../../shared/security/token-verifier.ts';
import { lambdaHandler } from '../../composition/lambda-handler.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemClock } from '../../composition/system.ts';

const dependencies = once(() => {
  const { JWT_ISSUER, JWT_AUDIENCE, LINK_SECRET_ID } = readEnvironment(ENVIRONMENTS.Authorizer);
  return {
    verifyToken: tokenVerifier({ issuer: JWT_ISSUER, audience: JWT_AUDIENCE, clock: systemClock }),
    isLinkSignedBy: (check: (secret: string) => boolean) => systemSecrets().accepts(LINK_SECRET_ID, check),
    clock: systemClock,
  };
});

type Result = APIGatewaySimpleAuthorizerWithContextResult<{ readonly callerJson: string }>;

export const handler = lambdaHandler<APIGatewayRequestAuthorizerEventV2, Result>('authorizer').handler(
  async (event) => {
    const caller = await identify(dependencies(), {
      authorization: event.headers?.authorization,
      linkToken: event.queryStringParameters?.token,
    });
    return { isAuthorized: true, context: { callerJson: JSON.stringify(caller) } };
  },
);
