import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { House } from '../service-context.ts';

export interface PlatformProps {
  readonly house: House;
  readonly webSocketUrl: string;
}

/** Health, the API's description, and the pages. It holds no right to any data. */
export class Platform extends Construct {
  readonly platformApi: ServiceFunction;

  constructor(scope: Construct, id: string, { house, webSocketUrl }: PlatformProps) {
    super(scope, id);
    this.platformApi = new ServiceFunction(this, 'PlatformApi', {
      house,
      description: 'Health, documentation and pages',
      timeout: Duration.seconds(10),
      environment: { WEBSOCKET_URL: webSocketUrl },
    });
  }
}
