import { createContext, Script } from 'node:vm';
import type { RunnableModel } from '../assembly/cloud-model.ts';
import { isRecord, type JsonRecord, recordAt, recordsAt, stringAt } from '../assembly/json.ts';
import { type HttpRequest, splitUrl } from './http-event.ts';
import type { HttpResponse } from './http-response.ts';

/** A function at the edge that sees a request first; `undefined`: the request goes on as it came. */
export type EdgeFunction = (request: HttpRequest) => HttpResponse | undefined;

const RUNTIME = 'cloudfront-js-2.0';
/** Of a machine that has other things to do: CloudFront counts processor time, and allows less than one. */
const MILLISECONDS = 2_000;

/**
 * The function that a behavior runs on requests of viewers.
 * @throws naming what does not run here: other events, other runtimes, more than one.
 */
export function edgeFunctionOf(behavior: JsonRecord, model: RunnableModel): EdgeFunction | undefined {
  const [association, ...more] = recordsAt(behavior, 'FunctionAssociations');
  if (association === undefined) return undefined;
  const arn = stringAt(association, 'FunctionARN') ?? '';
  const resource = model
    .ofType('AWS::CloudFront::Function')
    .find(({ logicalId }) => model.attributeOf(logicalId, 'FunctionARN') === arn);
  if (more.length > 0 || association.EventType !== 'viewer-request' || resource === undefined)
    throw new Error('of FunctionAssociations one function of the assembly on viewer-request runs here');
  const { properties, constructPath } = resource;
  if (recordAt(properties, 'FunctionConfig').Runtime !== RUNTIME)
    throw new Error(`${constructPath}: only the runtime ${RUNTIME} runs here`);
  const context = createContext({ event: undefined });
  new Script(stringAt(properties, 'FunctionCode') ?? '', { filename: constructPath }).runInContext(context);
  const call = new Script('handler(event)', { filename: constructPath });
  return (request) => {
    context.event = eventOf(request);
    return responseOf(call.runInContext(context, { timeout: MILLISECONDS }));
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
function eventOf({ method, url, headers, sourceIp }: HttpRequest): JsonRecord {
  const entries = Object.entries(headers).map(([name, value]) => [name, { value: [value].flat().join(',') }]);
  return {
    version: '1.0',
    context: { eventType: 'viewer-request' },
    viewer: { ip: sourceIp },
    request: {
      method,
      uri: splitUrl(url).path,
      querystring: {},
      headers: Object.fromEntries(entries),
      cookies: {},
    },
  };
}

/** A response has a status; a request goes on as it came, for no function here changes one. */
function responseOf(result: unknown): HttpResponse | undefined {
  if (!isRecord(result) || result.statusCode === undefined) return undefined;
  const headers = Object.entries(recordAt(result, 'headers')).map(([name, entry]) => [
    name,
    String(isRecord(entry) ? entry.value : ''),
  ]);
  const body = Buffer.from(stringAt(recordAt(result, 'body'), 'data') ?? '');
  return { status: Number(result.statusCode), headers: Object.fromEntries(headers), body };
}
