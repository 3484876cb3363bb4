import type { RunnableModel } from '../assembly/cloud-model.ts';
import { isRecord, type JsonRecord, numberAt, recordAt, recordsAt, stringAt, stringsAt } from '../assembly/json.ts';
import type { Resource } from '../ports.ts';

/** Where a path goes. */
export interface Behavior {
  readonly matches: (path: string) => boolean;
  readonly methods: readonly string[];
  readonly origin: Origin;
}

export interface Origin {
  readonly domainName: string;
  /** As in the template: a value may still be a dynamic reference. */
  readonly customHeaders: Readonly<Record<string, string>>;
}

/** CloudFront's own policies: `CachingDisabled`, and everything from the viewer but `Host`. */
const NO_CACHE = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
/** What changes a request or a response on its way, and is not done here. */
const AT_THE_EDGE = ['FunctionAssociations', 'LambdaFunctionAssociations', 'ResponseHeadersPolicyId'];
const DEFAULT_METHODS = ['GET', 'HEAD'];

/**
 * The behaviors of the assembly's distribution in the order in which they are tried, the default last; `undefined` where
 * there is no distribution.
 * @throws when it caches, changes requests at the edge, or has origins of a kind that do not run here.
 */
export function distributionBehaviors(model: RunnableModel): readonly Behavior[] | undefined {
  const [distribution, ...more] = model.ofType('AWS::CloudFront::Distribution');
  if (more.length > 0) throw new Error(`One distribution runs here, and the assembly has ${more.length + 1}`);
  if (distribution === undefined) return undefined;
  const config = recordAt(distribution.properties, 'DistributionConfig');
  refuseErrorPages(config, distribution);
  const origins = new Map(recordsAt(config, 'Origins').map((origin) => [origin.Id, originOf(origin, distribution)]));
  const last = { ...recordAt(config, 'DefaultCacheBehavior'), PathPattern: '*' };
  return [...recordsAt(config, 'CacheBehaviors'), last].map((behavior) => behaviorOf(behavior, origins, distribution));
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

function originOf(origin: JsonRecord, { constructPath }: Resource): Origin {
  if (!isRecord(origin.CustomOriginConfig)) throw new Error(`${constructPath}: only HTTP origins run here`);
  const customHeaders = recordsAt(origin, 'OriginCustomHeaders').map(({ HeaderName, HeaderValue }) => [
    String(HeaderName).toLowerCase(),
    String(HeaderValue),
  ]);
  return { domainName: stringAt(origin, 'DomainName') ?? '', customHeaders: Object.fromEntries(customHeaders) };
}

function behaviorOf(
  behavior: JsonRecord,
  origins: ReadonlyMap<unknown, Origin>,
  { constructPath }: Resource,
): Behavior {
  const pattern = stringAt(behavior, 'PathPattern') ?? '';
  const findings = [
    ...(behavior.CachePolicyId === NO_CACHE ? [] : ['only the cache policy CachingDisabled runs here']),
    ...(behavior.OriginRequestPolicyId === ALL_VIEWER_EXCEPT_HOST
      ? []
      : ['only the origin request policy AllViewerExceptHostHeader runs here']),
    ...AT_THE_EDGE.filter((name) => behavior[name] !== undefined).map((name) => `${name} does not run here`),
  ];
  const origin = origins.get(behavior.TargetOriginId);
  if (origin === undefined) findings.push('its origin is not in the distribution');
  if (origin === undefined || findings.length > 0) {
    throw new Error(`${constructPath}, path ${pattern}: ${findings.join('; ')}`);
  }
  const methods = stringsAt(behavior, 'AllowedMethods');
  return { matches: matcherOf(pattern), methods: methods.length > 0 ? methods : DEFAULT_METHODS, origin };
}

/** `*` is any text, `?` any one character; case counts. */
function matcherOf(pattern: string): (path: string) => boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${escaped}$`, 's');
  return (path) => expression.test(path);
}
