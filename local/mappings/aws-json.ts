import { isRecord, type JsonRecord, stringAt } from '../assembly/json.ts';
import type { AwsRequest, AwsResponse } from '../ports.ts';

/** A failed call of an AWS JSON protocol. */
export class AwsCallError extends Error {
  override readonly name = 'AwsCallError';
  /** `ResourceNotFoundException` */
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface AwsJsonClient {
  /** @throws AwsCallError when the service refuses. */
  call(operation: string, input: JsonRecord, signal?: AbortSignal): Promise<JsonRecord>;
}

export interface AwsJsonOptions {
  /** `undefined`: the connection broke. */
  readonly send: (request: AwsRequest) => Promise<AwsResponse | undefined>;
  /** Signing name: `dynamodb`, `sqs`. */
  readonly service: string;
  /** `DynamoDBStreams_20120810`, `AmazonSQS` */
  readonly target: string;
  readonly region: string;
  /** Access key id: on whose behalf. */
  readonly principal: string;
}

/**
 * Calls an AWS JSON service and leaves its response as is: what a mapping hands to a function is the wire's own JSON,
 * which an SDK would have turned into dates and byte arrays. Local engines look at a signature's shape only.
 */
export function createAwsJsonClient(options: AwsJsonOptions): AwsJsonClient {
  const { send, service, target, region, principal } = options;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    authorization: `AWS4-HMAC-SHA256 Credential=${principal}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=local`,
    'x-amz-date': '20260101T000000Z',
  };
  return {
    call: async (operation, input, signal) => {
      const request: AwsRequest = {
        method: 'POST',
        url: '/',
        headers: { ...headers, 'x-amz-target': `${target}.${operation}` },
        body: Buffer.from(JSON.stringify(input)),
      };
      const response = await (signal === undefined ? send(request) : unlessAborted(send(request), signal));
      if (response === undefined) throw new AwsCallError('ConnectionLost', `${operation}: the connection broke`);
      return outputOf(operation, response);
    },
  };
}

function outputOf(operation: string, { status, body }: AwsResponse): JsonRecord {
  const parsed: unknown = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  const output = isRecord(parsed) ? parsed : {};
  if (status < 400) return output;
  const code = (stringAt(output, '__type') ?? `Http${status}`).replace(/^.*#/, '');
  throw new AwsCallError(code, `${operation}: ${stringAt(output, 'message') ?? stringAt(output, 'Message') ?? code}`);
}

/** Nobody waits any longer; what the call does in the end, it does unseen. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
