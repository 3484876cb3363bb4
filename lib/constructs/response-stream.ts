import { Duration, Fn } from 'aws-cdk-lib';
import { FunctionUrl, FunctionUrlAuthType, HttpMethod, InvokeMode } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { allowedOrigins } from './cors-origins.ts';
import type { ServiceContext } from './service-context.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ResponseStreamProps {
  readonly context: ServiceContext;
  /** Finds out by itself who calls. */
  readonly streaming: ServiceFunction;
}

/** A function's own URL, whose responses are streamed: the distribution sends the paths that stream there. */
export class ResponseStream extends Construct {
  readonly streaming: ServiceFunction;
  readonly url: FunctionUrl;

  constructor(scope: Construct, id: string, { context, streaming }: ResponseStreamProps) {
    super(scope, id);
    this.streaming = streaming;
    this.url = new FunctionUrl(this, 'Url', {
      function: streaming.handler,
      // Signing by the distribution would take the place of the caller's own token.
      authType: FunctionUrlAuthType.NONE,
      invokeMode: InvokeMode.RESPONSE_STREAM,
      cors: {
        allowedOrigins: allowedOrigins(context.stage),
        allowedMethods: [HttpMethod.GET],
        allowedHeaders: ['authorization', 'last-event-id'],
        maxAge: Duration.hours(1),
      },
    });
  }

  /** The host of the URL, for an origin. */
  get domainName(): string {
    return Fn.select(2, Fn.split('/', this.url.url));
  }
}
