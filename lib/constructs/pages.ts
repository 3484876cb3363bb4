import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultStackSynthesizer, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcard, asFound } from './acknowledge.ts';
import type { TokenIssuer } from './identity.ts';
import { type BuiltPages, documentFunction, FIXED_PATHS, PAGE_PATHS } from './page-document.ts';

export interface PagesProps {
  readonly tokenIssuer: TokenIssuer;
  readonly webSocketUrl: string;
  /** Where photos of deliveries are uploaded to. */
  readonly photosUrl: string;
  /** How requests reach the API: what is no page at a page's path goes there. */
  readonly api: BehaviorOptions;
}

const BUILT = join(import.meta.dirname, '..', '..', 'web', 'dist');
const FILES = 'pages';

/** `wss://host/stage` → `wss://host`, of tokens too. */
const originOf = (url: string): string => `${Fn.select(0, Fn.split('//', url))}//${Fn.select(2, Fn.split('/', url))}`;

/** The pages: their files in a private bucket, which only the distribution reads, and their document at the edge. */
export class Pages extends Construct {
  /** By the path pattern of each. */
  readonly behaviors: Readonly<Record<string, BehaviorOptions>>;

  constructor(scope: Construct, id: string, { tokenIssuer, webSocketUrl, photosUrl, api }: PagesProps) {
    super(scope, id);
    if (!existsSync(join(BUILT, 'index.html'))) throw new Error('The pages are not built: npm run build:pages');
    const bucket = makeBucket(this);
    // CDK's types of the same thing differ where a property may be absent.
    const asBucket = bucket as IBucket;
    const files = new BucketDeployment(this, 'Files', {
      destinationBucket: asBucket,
      destinationKeyPrefix: FILES,
      sources: [Source.asset(join(BUILT, FILES))],
      // Whoever has the last document open still loads the last files.
      prune: false,
      retainOnDelete: false,
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    });
    acknowledgeDeployment(this, bucket);
    const { issuer, audience, hostedUrl } = tokenIssuer;
    const config = {
      websocketUrl: webSocketUrl,
      issuer,
      clientId: audience,
      signOutUrl: hostedUrl === undefined ? '' : `${hostedUrl}/logout`,
    };
    const signIn = hostedUrl === undefined ? [originOf(issuer)] : [originOf(issuer), hostedUrl];
    const connections = [originOf(webSocketUrl), photosUrl, ...signIn];
    const document = new EdgeFunction(this, 'Document', {
      comment: 'The document of the pages',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromInline(documentFunction(builtPages(), config, connections)),
    });
    // A document never names files that are not there yet.
    document.node.addDependency(files);
    const page: BehaviorOptions = {
      ...api,
      functionAssociations: [{ function: document, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
    this.behaviors = {
      [`/${FILES}/*`]: {
        origin: S3BucketOrigin.withOriginAccessControl(asBucket),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        compress: true,
      },
      ...Object.fromEntries([...PAGE_PATHS, ...FIXED_PATHS].map((path) => [path, page])),
    };
  }
}

const builtPages = (): BuiltPages => {
  const read = (name: string): string => readFileSync(join(BUILT, name), 'utf8');
  return {
    html: read('index.html'),
    worker: read('worker.js'),
    trackWorker: read('track-worker.js'),
    trackManifest: read('track.webmanifest'),
  };
};

const makeBucket = (scope: Construct): Bucket => {
  const bucket = new Bucket(scope, 'Bucket', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acknowledge(bucket, 'AwsSolutions-S1', 'Public files, read by the distribution alone: who reads them is of no use.');
  return bucket;
};

/** What CDK's own function may do, as the findings name it: it copies files from one bucket to another at deployments. */
const COPIER_ACTIONS = ['s3:GetBucket*', 's3:GetObject*', 's3:List*', 's3:Abort*', 's3:DeleteObject*'];
const BASIC_EXECUTION =
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]';

const acknowledgeDeployment = (scope: Construct, bucket: Bucket): void => {
  const stack = Stack.of(scope);
  const copier = stack.node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
  if (copier === undefined) throw new Error('CDK copies files by another construct than it used to.');
  const role = copier.node.findChild('ServiceRole');
  acknowledge(role, BASIC_EXECUTION, "The function is CDK's own, runs at deployments only, and writes its log.");
  acknowledge(
    copier.node.findChild('Resource'),
    'AwsSolutions-L1',
    'The runtime is the one that this release of CDK has tried its function with.',
  );
  const policy = role.node.findChild('DefaultPolicy');
  const reason = "CDK's own function copies the pages' files, whatever their names, from the assets to this bucket.";
  for (const action of COPIER_ACTIONS) acknowledge(policy, `AwsSolutions-IAM5[Action::${action}]`, reason);
  const qualifier = DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  acknowledgeWildcard(
    policy,
    `arn:${RegionInfo.get(stack.region).partition ?? 'aws'}:s3:::cdk-${qualifier}-assets-<AWS::AccountId>-${stack.region}/*`,
    reason,
  );
  const { defaultChild } = bucket.node;
  acknowledgeWildcard(policy, `${asFound(defaultChild as CfnBucket).replace('>', '.Arn>')}/*`, reason);
};
