import type { AwsCall, AwsRequest } from '../ports.ts';

/** `Credential=<access key>/<date>/<region>/<service>/aws4_request` */
const CREDENTIAL = /Credential=([^/]+)\/[^/]+\/[^/]+\/([^/]+)\//;

/** Operations of REST-JSON services by method and path; the first that fits. */
const REST_OPERATIONS: readonly (readonly [service: string, method: string, path: RegExp, operation: string])[] = [
  ['ses', 'POST', /^\/v2\/email\/outbound-emails$/, 'SendEmail'],
  ['ses', 'POST', /^\/v2\/email\/outbound-bulk-emails$/, 'SendBulkEmail'],
  ['ses', 'GET', /^\/v2\/email\/account$/, 'GetAccount'],
  ['scheduler', 'POST', /^\/schedules\/[^/]+$/, 'CreateSchedule'],
  ['scheduler', 'GET', /^\/schedules\/[^/]+$/, 'GetSchedule'],
  ['scheduler', 'PUT', /^\/schedules\/[^/]+$/, 'UpdateSchedule'],
  ['scheduler', 'DELETE', /^\/schedules\/[^/]+$/, 'DeleteSchedule'],
  ['scheduler', 'GET', /^\/schedules\/?$/, 'ListSchedules'],
  ['scheduler', 'POST', /^\/schedule-groups\/[^/]+$/, 'CreateScheduleGroup'],
  ['scheduler', 'GET', /^\/schedule-groups\/[^/]+$/, 'GetScheduleGroup'],
  ['scheduler', 'DELETE', /^\/schedule-groups\/[^/]+$/, 'DeleteScheduleGroup'],
  ['scheduler', 'GET', /^\/schedule-groups\/?$/, 'ListScheduleGroups'],
  ['execute-api', 'POST', /\/@connections\/[^/]+$/, 'PostToConnection'],
  ['execute-api', 'GET', /\/@connections\/[^/]+$/, 'GetConnection'],
  ['execute-api', 'DELETE', /\/@connections\/[^/]+$/, 'DeleteConnection'],
];

function operationOf(service: string, method: string, path: string): string {
  const found = REST_OPERATIONS.find(
    ([name, verb, pattern]) => name === service && verb === method && pattern.test(path),
  );
  return found?.[3] ?? 'Unknown';
}

function parsedBody(body: Buffer): Readonly<Record<string, unknown>> {
  // '{': a REST body may be anything, and a message to a socket is bytes.
  if (body[0] !== 0x7b) return {};
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Services of AWS's query protocol: a form with the operation in it. */
const QUERY_SERVICES: ReadonlySet<string> = new Set(['sns']);

/** `MessageAttributes.entry.1.Name=x` stays as it is: who serves it knows where to look. */
const queryInput = (body: Buffer): Readonly<Record<string, unknown>> =>
  Object.fromEntries(new URLSearchParams(body.toString('utf8')));

/** Takes an SDK's signed request apart; undefined when it is not one. The signature itself is not verified. */
export function parseCall({ method, url, headers, body }: AwsRequest): AwsCall | undefined {
  const credential = CREDENTIAL.exec(headers.authorization ?? '');
  const principal = credential?.[1];
  const service = credential?.[2];
  if (principal === undefined || service === undefined) return undefined;
  const target = headers['x-amz-target'];
  const input = QUERY_SERVICES.has(service) ? queryInput(body) : service === 'execute-api' ? {} : parsedBody(body);
  const operation =
    target !== undefined
      ? target.slice(target.lastIndexOf('.') + 1)
      : QUERY_SERVICES.has(service)
        ? String(input.Action)
        : operationOf(service, method, url.split('?', 1)[0] ?? '/');
  return { service, operation, principal, method, url, headers, body, input };
}
