import type { RunnableModel } from '../assembly/cloud-model.ts';
import { isRecord, type JsonRecord, numberAt, recordAt, recordsAt, stringAt, stringsAt } from '../assembly/json.ts';
import type { Resource } from '../ports.ts';
import { type EdgeFunction, edgeFunctionOf } from './edge-function.ts';

/** Where a path goes. */
export interface Behavior {
  readonly matches: (path: string) => boolean;
  readonly methods: readonly string[];
  readonly origin: Origin;
  /** Files are sent compressed to whoever takes them so. */
  readonly compresses: boolean;
  /** Sees the requests of viewers first. */
  readonly edgeFunction?: EdgeFunction;
  /** Added to every response. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Origin {
  readonly domainName: string;
  /** Of files, which may be cached: a bucket that is read by its distribution alone. */
  readonly isBucket: boolean;
  /** As in the template: a value may still be a dynamic reference. */
  readonly customHeaders: Readonly<Record<string, string>>;
}

/** CloudFront's own policies: `CachingDisabled`, `CachingOptimized`, and everything from the viewer but `Host`. */
const NO_CACHE = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const CACHE = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
/** What changes a request or a response on its way, and is not done here. */
const AT_THE_EDGE = ['LambdaFunctionAssociations'];
/** CloudFront's own `SecurityHeadersPolicy`. */
const SECURITY_HEADERS_POLICY = '67f7725c-6f97-4210-82d7-5512b31e9d03';
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
};
const DEFAULT_METHODS = ['GET', 'HEAD'];

/**
 * The behaviors of the assembly's distribution in the order in which they are tried, the default last; `undefined` where
 * there is no distribution.
 * @throws when it caches responses of the API, changes requests at the edge, or has origins of a kind that do not run here.
 */
export function distributionBehaviors(model: RunnableModel): readonly Behavior[] | undefined {
  const [distribution, ...more] = model.ofType('AWS::CloudFront::Distribution');
  if (more.length > 0) throw new Error(`One distribution runs here, and the assembly has ${more.length + 1}`);
  if (distribution === undefined) return undefined;
  const config = recordAt(distribution.properties, 'DistributionConfig');
  refuseErrorPages(config, distribution);
  const origins = new Map(recordsAt(config, 'Origins').map((origin) => [origin.Id, originOf(origin, distribution)]));
  const last = { ...recordAt(config, 'DefaultCacheBehavior'), PathPattern: '*' };
  return [...recordsAt(config, 'CacheBehaviors'), last].map((behavior) => ({
    ...behaviorOf(behavior, origins, distribution),
    ...withFunction(behavior, distribution, model),
  }));
}

/** Errors are handed through: none is cached, and none gets another page or status. */
function refuseErrorPages(config: JsonRecord, { constructPath }: Resource): void {
  for (const response of recordsAt(config, 'CustomErrorResponses')) {
    const isHandedThrough = numberAt(response, 'ErrorCachingMinTTL') === 0 && response.ResponsePagePath === undefined;
    if (isHandedThrough) continue;
    throw new Error(
      `${constructPath}: an error ${String(response.ErrorCode)} that is cached or replaced does not run here`,
    );
  }
}

function withFunction(
  behavior: JsonRecord,
  { constructPath }: Resource,
  model: RunnableModel,
): Pick<Behavior, 'edgeFunction'> {
  try {
    const edgeFunction = edgeFunctionOf(behavior, model);
    return edgeFunction === undefined ? {} : { edgeFunction };
  } catch (error) {
    const path = stringAt(behavior, 'PathPattern');
    throw new Error(`${constructPath}, path ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function originOf(origin: JsonRecord, { constructPath }: Resource): Origin {
  const isBucket = isRecord(origin.S3OriginConfig) && typeof origin.OriginAccessControlId === 'string';
  if (!isBucket && !isRecord(origin.CustomOriginConfig))
    throw new Error(`${constructPath}: only HTTP origins and buckets run here`);
  const customHeaders = recordsAt(origin, 'OriginCustomHeaders').map(({ HeaderName, HeaderValue }) => [
    String(HeaderName).toLowerCase(),
    String(HeaderValue),
  ]);
  return {
    domainName: stringAt(origin, 'DomainName') ?? '',
    isBucket,
    customHeaders: Object.fromEntries(customHeaders),
  };
}

function behaviorOf(
  behavior: JsonRecord,
  origins: ReadonlyMap<unknown, Origin>,
  { constructPath }: Resource,
): Behavior {
  const pattern = stringAt(behavior, 'PathPattern') ?? '';
  const origin = origins.get(behavior.TargetOriginId);
  const findings = [
    ...(origin?.isBucket === true ? findingsOfFiles(behavior) : findingsOfApi(behavior)),
    ...AT_THE_EDGE.filter((name) => behavior[name] !== undefined).map((name) => `${name} does not run here`),
  ];
  if (origin === undefined) findings.push('its origin is not in the distribution');
  if (origin === undefined || findings.length > 0) {
    throw new Error(`${constructPath}, path ${pattern}: ${findings.join('; ')}`);
  }
  const methods = stringsAt(behavior, 'AllowedMethods');
  const headers = behavior.ResponseHeadersPolicyId === undefined ? {} : SECURITY_HEADERS;
  return {
    matches: matcherOf(pattern),
    methods: methods.length > 0 ? methods : DEFAULT_METHODS,
    origin,
    compresses: origin.isBucket && behavior.Compress === true,
    headers,
  };
}

const findingsOfApi = (behavior: JsonRecord): readonly string[] => [
  ...(behavior.CachePolicyId === NO_CACHE ? [] : ['only the cache policy CachingDisabled runs here']),
  ...(behavior.OriginRequestPolicyId === ALL_VIEWER_EXCEPT_HOST
    ? []
    : ['only the origin request policy AllViewerExceptHostHeader runs here']),
  ...(behavior.ResponseHeadersPolicyId === undefined ? [] : ['ResponseHeadersPolicyId runs here for files alone']),
];

const findingsOfFiles = (behavior: JsonRecord): readonly string[] => [
  ...(behavior.CachePolicyId === CACHE ? [] : ['for files only the cache policy CachingOptimized runs here']),
  ...(behavior.ResponseHeadersPolicyId === SECURITY_HEADERS_POLICY
    ? []
    : ['for files only the headers of SecurityHeadersPolicy run here']),
];

/** `*` is any text, `?` any one character; case counts. */
function matcherOf(pattern: string): (path: string) => boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${escaped}$`, 's');
  return (path) => expression.test(path);
}
