import { isRecord } from '../assembly/json.ts';
import { compressor } from './compressor.ts';
import type { Behavior, Origin } from './distribution-definition.ts';
import { type HttpRequest, splitUrl } from './http-event.ts';
import { gatewayResponse, type RequestHandler } from './http-response.ts';

export interface DistributionOptions {
  readonly behaviors: readonly Behavior[];
  /** What stands behind each host name. */
  readonly origins: ReadonlyMap<string, RequestHandler>;
  /** The secret's value, parsed where it is JSON. */
  readonly secretValue: (arn: string) => unknown;
}

/** The edge as its origins see it: an address of no machine (RFC 5737), so that it is never taken for the viewer's. */
export const EDGE_ADDRESS = '192.0.2.1';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const MAX_URL_BYTES = 8_192;

/**
 * Sends each request to the origin of its path, as CloudFront would: with the origin's own host name, with the viewer's
 * address at the end of `X-Forwarded-For`, with the headers that only the distribution knows; and seen from the edge.
 * @throws when a behavior leads to an origin that does not run here.
 */
export function createDistribution({ behaviors, origins, secretValue }: DistributionOptions): RequestHandler {
  const targets = behaviors.map(({ origin, ...behavior }) => {
    const response = origins.get(origin.domainName);
    if (response === undefined) throw new Error(`The distribution's origin ${origin.domainName} does not run here`);
    return { ...behavior, origin: { ...origin, customHeaders: deployed(origin.customHeaders, secretValue) }, response };
  });
  const compress = compressor();
  return async (request) => {
    if (request.url.length > MAX_URL_BYTES) return gatewayResponse(414, 'URI Too Long');
    const { path } = splitUrl(request.url);
    const target = targets.find(({ matches }) => matches(path));
    if (target === undefined) return gatewayResponse(404, 'Not Found');
    if (!target.methods.includes(request.method)) return gatewayResponse(403, `${request.method} is not allowed here`);
    const made = target.edgeFunction?.(request);
    if (made !== undefined) return made;
    const response = await target.response(fromEdge(request, target.origin));
    const complete = { ...response, headers: { ...response.headers, ...target.headers } };
    return target.compresses ? compress(request, complete) : complete;
  };
}

const DYNAMIC_REFERENCE = /\{\{resolve:secretsmanager:(arn:.+?):SecretString:(\w*):\w*:\w*\}\}/g;

/** Dynamic references, as CloudFormation puts secrets in their place at a deployment, and not again before the next. */
function deployed(
  headers: Origin['customHeaders'],
  secretValue: DistributionOptions['secretValue'],
): Origin['customHeaders'] {
  const inPlace = (text: string): string =>
    text.replaceAll(DYNAMIC_REFERENCE, (_whole, arn: string, key: string) => {
      const value = secretValue(arn);
      return String(key !== '' && isRecord(value) ? value[key] : value);
    });
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, inPlace(text)]));
}

function fromEdge(request: HttpRequest, { domainName, customHeaders }: Origin): HttpRequest {
  const forwarded = [request.headers['x-forwarded-for'], request.sourceIp].flat().filter(Boolean).join(', ');
  const added = { ...customHeaders, host: domainName, 'x-forwarded-for': forwarded };
  const distinct = Object.entries(added).map(([name, value]) => [name, [value]]);
  return {
    ...request,
    headers: { ...request.headers, ...added },
    headersDistinct: { ...request.headersDistinct, ...Object.fromEntries(distinct) },
    sourceIp: EDGE_ADDRESS,
  };
}
