import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ServiceContext } from '../constructs/service-context.ts';
import { ServiceFunction } from '../constructs/service-function.ts';

export interface PlatformProps {
  readonly context: ServiceContext;
  readonly webSocketUrl: string;
}

/** Health, the API's description, and the pages. It holds no right to any data. */
export class Platform extends Construct {
  readonly platformApi: ServiceFunction;

  constructor(scope: Construct, id: string, { context, webSocketUrl }: PlatformProps) {
    super(scope, id);
    this.platformApi = new ServiceFunction(this, 'PlatformApi', {
      context,
      description: 'Health, documentation and pages',
      timeout: Duration.seconds(10),
      environment: { WEBSOCKET_URL: webSocketUrl },
    });
  }
}
