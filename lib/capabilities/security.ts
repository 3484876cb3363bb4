import { Duration } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { TokenIssuer } from '../constructs/identity.ts';
import type { ServiceContext } from '../constructs/service-context.ts';
import { ServiceFunction } from '../constructs/service-function.ts';

export interface SecurityProps {
  readonly context: ServiceContext;
  readonly tokenIssuer: TokenIssuer;
  readonly links: Secret;
}

/** Who calls, on routes that take a token or a guest's link. */
export class Security extends Construct {
  readonly authorizer: ServiceFunction;

  constructor(scope: Construct, id: string, { context, tokenIssuer, links }: SecurityProps) {
    super(scope, id);
    this.authorizer = new ServiceFunction(this, 'Authorizer', {
      context,
      description: "Takes a token or a guest's signed link",
      timeout: Duration.seconds(10),
      environment: { JWT_ISSUER: tokenIssuer.issuer, JWT_AUDIENCE: tokenIssuer.audience },
    }).readsSecret(links, 'LINK_SECRET_ID');
  }
}
