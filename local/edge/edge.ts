import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { AwsCall, AwsRequest, AwsResponse, AwsService, EdgeActivity, FunctionHost } from '../ports.ts';
import { type Fault, type Faults, failureOf } from './faults.ts';
import type { Meter } from './meter.ts';
import { parseCall } from './parse-call.ts';
import type { Permissions } from './permissions/permissions.ts';
import { AwsFailureError, failureResponse } from './responses.ts';

export interface EdgeParts {
  readonly permissions: Permissions;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly host: () => FunctionHost;
}

export interface Edge {
  register(service: AwsService): void;
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** `undefined`: the caller sees a connection that broke. */
  perform(request: AwsRequest): Promise<AwsResponse | undefined>;
  onActivity(listener: (activity: EdgeActivity) => void): () => void;
}

/** An SQS message cannot be larger than 1 MiB, an email not than 40 MB. */
const MAX_BYTES = 40 * 1024 * 1024;
const DEFAULT_DELAY_MILLISECONDS = 1_000;
/** Calls that change nothing wake no poller. */
const READS =
  /^(Get|Describe|List|Query$|Scan$|BatchGet|TransactGet|ReceiveMessage$|DeleteMessage|ChangeMessageVisibility|PostToConnection)/;

/** The call was performed and its response is lost: the caller sees a connection that broke. */
class LostReply extends Error {
  readonly awsResponse: AwsResponse;

  constructor(awsResponse: AwsResponse) {
    super('The reply is lost');
    this.awsResponse = awsResponse;
  }
}

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BYTES) chunks.push(chunk);
    });
    request.on('error', reject);
    request.on('end', () => {
      const [first] = chunks;
      if (length > MAX_BYTES) reject(new Error('The request is too large.'));
      else resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
    });
  });
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return flat;
}

async function performed(service: AwsService, call: AwsCall): Promise<AwsResponse> {
  try {
    return await service.handle(call);
  } catch (error) {
    if (error instanceof AwsFailureError) return failureResponse(call.service, error.failure);
    throw error;
  }
}

/** Performs the call with its faults: delays first, refusals next, then the call, then the faults of its response. */
async function performWithFaults(
  service: AwsService,
  call: AwsCall,
  faults: readonly Fault[],
  host: () => FunctionHost,
): Promise<AwsResponse> {
  for (const fault of faults) if (fault.kind === 'slow') await pause(fault.delayMs ?? DEFAULT_DELAY_MILLISECONDS);
  for (const { kind, error } of faults) {
    if (kind === 'throttle' || kind === 'error')
      return failureResponse(call.service, failureOf(kind, call.service, error));
  }
  let awsResponse = await performed(service, call);
  // The same request delivered twice: the caller sees the response of the second delivery.
  if (faults.some(({ kind }) => kind === 'duplicate')) awsResponse = await performed(service, call);
  if (faults.some(({ kind }) => kind === 'kill')) {
    host().kill(call.principal);
    throw new LostReply(awsResponse);
  }
  if (faults.some(({ kind }) => kind === 'lost_reply')) throw new LostReply(awsResponse);
  return awsResponse;
}

function send(response: ServerResponse, awsResponse: AwsResponse): void {
  response.writeHead(awsResponse.status, { ...awsResponse.headers, 'content-length': awsResponse.body.length });
  response.end(awsResponse.body);
}

const unsigned: AwsResponse = failureResponse('', {
  code: 'MissingAuthenticationToken',
  status: 403,
  message: 'Only requests that an AWS SDK signed are served here.',
});

/** Responds to one call: checks it, injects the faults that match, performs it. */
async function responseTo(call: AwsCall, service: AwsService | undefined, parts: EdgeParts): Promise<AwsResponse> {
  const refusal = parts.permissions.refusal(call);
  if (refusal !== undefined) return failureResponse(call.service, denialOf(call.service, refusal));
  if (service === undefined) {
    const message = `The local cloud does not run ${call.service}`;
    return failureResponse(call.service, { code: 'UnknownOperationException', status: 404, message });
  }
  const matchingFaults = parts.faults.matchingFaults(call);
  if (matchingFaults.length === 0) return performed(service, call);
  return performWithFaults(service, call, matchingFaults, parts.host);
}

/** The only door to the engines: every call is checked, counted and, when a test asks for it, harmed on its way. */
export function createEdge(parts: EdgeParts): Edge {
  const services = new Map<string, AwsService>();
  const listeners = new Set<(activity: EdgeActivity) => void>();

  const report = ({ service, operation, principal, input }: AwsCall): void => {
    if (READS.test(operation)) return;
    for (const listener of listeners) listener({ service, operation, principal, input });
  };

  const perform = async (request: AwsRequest): Promise<AwsResponse | undefined> => {
    const call = parseCall(request);
    if (call === undefined) return unsigned;
    try {
      const awsResponse = await responseTo(call, services.get(call.service), parts);
      parts.meter.call(call, awsResponse);
      if (awsResponse.status < 400) report(call);
      return awsResponse;
    } catch (error) {
      if (!(error instanceof LostReply)) return internalFailure(error);
      parts.meter.call(call, error.awsResponse);
      report(call);
      return undefined;
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const awsResponse = await perform({ method, url, headers: flatHeaders(request), body: await bodyOf(request) });
    if (awsResponse === undefined) response.socket?.destroy();
    else send(response, awsResponse);
  };

  return {
    register: (service) => services.set(service.name, service),
    onActivity: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    perform,
    handle: (request, response) => {
      serve(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else send(response, internalFailure(error));
      });
    },
  };
}

function denialOf(service: string, message: string): { code: string; status: number; message: string } {
  const status = service === 'dynamodb' || service === 'sqs' || service === 'secretsmanager' ? 400 : 403;
  return { code: 'AccessDeniedException', status, message };
}

/** The engine behind the edge failed: the caller sees the server's fault, the terminal says which. */
function internalFailure(error: unknown): AwsResponse {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`edge: ${message}`);
  return failureResponse('', { code: 'InternalFailure', status: 500, message });
}
