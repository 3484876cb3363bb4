import { Duration, Fn } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  type DistributionProps,
  type ErrorResponse,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { streamedRoutes } from '../../shared/contract/routes.ts';
import { ORIGIN_PROOF_HEADER } from '../../shared/security/viewer-address.ts';
import type { Stage, StageName } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import type { TokenIssuer } from './identity.ts';
import { Pages } from './pages.ts';
import type { ResponseStream } from './response-stream.ts';

export interface SiteProps {
  readonly stageName: StageName;
  readonly stage: Stage;
  readonly httpApi: HttpApi;
  /** By the id of the function's construct. */
  readonly streams: ReadonlyMap<string, ResponseStream>;
  /** Proves to the API that a request came through here. */
  readonly originProof: Secret;
  readonly tokenIssuer: TokenIssuer;
  readonly webSocketUrl: string;
  /** Where photos of deliveries are uploaded to. */
  readonly photosUrl: string;
}

/** Responses are personal: they are passed through, and no edge caches them. */
const HANDED_THROUGH = {
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  compress: false,
} as const;

/**
 * Errors that CloudFront would otherwise keep for ten seconds, whatever the cache policy says, for everybody who asks for
 * the same path: the query and the token are not in the key.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const UNCACHED_ERRORS: ErrorResponse[] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

/** The distribution: pages and their files, what streams to the function that can, and everything else to the HTTP API. */
export class Site extends Construct {
  readonly url: string;
  readonly distributionDomainName: string;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { stageName, stage, httpApi, streams, originProof, tokenIssuer, webSocketUrl, photosUrl } = props;
    // The API sees the edge's address; the proof says that the address which the edge saw may be believed.
    const proof = originProof.secretValueFromJson('current').unsafeUnwrap();
    const proven = { [ORIGIN_PROOF_HEADER]: proof };
    const api = {
      ...HANDED_THROUGH,
      origin: originAt(Fn.select(2, Fn.split('/', httpApi.apiEndpoint)), proven),
    };
    const pages = new Pages(this, 'Pages', { tokenIssuer, webSocketUrl, photosUrl, api });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Wismo ${stageName}`,
      defaultBehavior: api,
      additionalBehaviors: { ...streamedBehaviors(streams, proven), ...pages.behaviors },
      errorResponses: UNCACHED_ERRORS,
      ...namedBy(this, stage),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
    });
    acknowledgeFindings(distribution, stage);
    this.distributionDomainName = distribution.distributionDomainName;
    this.url = `https://${stage.domain?.name ?? distribution.distributionDomainName}`;
  }
}

/** The alias never comes without its certificate. */
const namedBy = (
  scope: Construct,
  { domain }: Stage,
): Pick<DistributionProps, 'domainNames' | 'certificate' | 'minimumProtocolVersion'> =>
  domain === undefined
    ? {}
    : {
        domainNames: [domain.name],
        certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      };

const originAt = (domainName: string, customHeaders: Readonly<Record<string, string>>): IOrigin =>
  new HttpOrigin(domainName, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    customHeaders,
  });

const streamedBehaviors = (
  streams: ReadonlyMap<string, ResponseStream>,
  proven: Readonly<Record<string, string>>,
): Record<string, BehaviorOptions> => {
  const origins = new Map(
    [...streams].map(([capability, { domainName }]) => [capability, originAt(domainName, proven)]),
  );
  const behaviors = streamedRoutes().map(({ path, capability }) => {
    const origin = origins.get(capability);
    if (origin === undefined) throw new Error(`${capability} should stream, and has no URL of its own.`);
    return [path, { ...HANDED_THROUGH, origin }] as const;
  });
  return Object.fromEntries(behaviors);
};

const acknowledgeFindings = (distribution: Distribution, { domain }: Stage): void => {
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
  if (domain !== undefined) return;
  acknowledge(
    distribution,
    'AwsSolutions-CFR4',
    'The certificate of cloudfront.net lets no minimum be set; a stage with a name of its own brings its own certificate.',
  );
};
