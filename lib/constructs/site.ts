import { Fn } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { streamedRoutes } from '../../shared/contract/routes.ts';
import { ORIGIN_PROOF_HEADER } from '../../shared/security/viewer-address.ts';
import type { StageName } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import type { ResponseStream } from './response-stream.ts';

export interface SiteProps {
  readonly stageName: StageName;
  readonly httpApi: HttpApi;
  /** By the id of the function's construct. */
  readonly streams: ReadonlyMap<string, ResponseStream>;
  /** Tells the API that a request came through here. */
  readonly originProof: Secret;
}

/** What is answered is somebody's own: it is handed through, and no edge keeps it. */
const HANDED_THROUGH = {
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  compress: false,
} as const;

/** The distribution: everything goes to the HTTP API, but what streams to the function that can. */
export class Site extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { stageName, httpApi, streams, originProof }: SiteProps) {
    super(scope, id);
    // The API sees the edge's address; the proof says that the address which the edge saw may be believed.
    const proof = originProof.secretValueFromJson('current').unsafeUnwrap();
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Wismo ${stageName}`,
      defaultBehavior: {
        ...HANDED_THROUGH,
        origin: originAt(Fn.select(2, Fn.split('/', httpApi.apiEndpoint)), { [ORIGIN_PROOF_HEADER]: proof }),
      },
      additionalBehaviors: streamedBehaviors(streams),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
    });
    acknowledgeFindings(distribution);
    this.url = `https://${distribution.distributionDomainName}`;
  }
}

const originAt = (domainName: string, customHeaders: Readonly<Record<string, string>> = {}): IOrigin =>
  new HttpOrigin(domainName, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    customHeaders,
  });

const streamedBehaviors = (streams: ReadonlyMap<string, ResponseStream>): Record<string, BehaviorOptions> => {
  const origins = new Map([...streams].map(([capability, { domainName }]) => [capability, originAt(domainName)]));
  const behaviors = streamedRoutes().map(({ path, capability }) => {
    const origin = origins.get(capability);
    if (origin === undefined) throw new Error(`${capability} should stream, and has no URL of its own.`);
    return [path, { ...HANDED_THROUGH, origin }] as const;
  });
  return Object.fromEntries(behaviors);
};

const acknowledgeFindings = (distribution: Distribution): void => {
  acknowledge(
    distribution,
    'AwsSolutions-CFR1',
    'Parcels are followed from wherever people are: no country is shut out.',
  );
  acknowledge(
    distribution,
    'AwsSolutions-CFR2',
    'A firewall has a monthly price for each stage; the API throttles each public route, and counts by address and number.',
  );
  acknowledge(
    distribution,
    'AwsSolutions-CFR3',
    "An edge's log writes the query, where guests and event streams carry their tokens; the API logs requests without it.",
  );
  acknowledge(
    distribution,
    'AwsSolutions-CFR4',
    'The certificate of cloudfront.net lets no minimum be set; a stage with a name of its own brings its own certificate.',
  );
};
