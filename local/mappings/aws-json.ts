import { isRecord, type JsonRecord, stringAt } from '../assembly/json.ts';

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
  readonly endpoint: string;
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
  const { endpoint, service, target, region, principal } = options;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    authorization: `AWS4-HMAC-SHA256 Credential=${principal}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=local`,
    'x-amz-date': '20260101T000000Z',
  };
  return {
    call: async (operation, input, signal) => {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { ...headers, 'x-amz-target': `${target}.${operation}` },
        body: JSON.stringify(input),
        ...(signal === undefined ? {} : { signal }),
      });
      const body: unknown = await response.json();
      const output = isRecord(body) ? body : {};
      if (response.ok) return output;
      const code = (stringAt(output, '__type') ?? `Http${response.status}`).replace(/^.*#/, '');
      throw new AwsCallError(
        code,
        `${operation}: ${stringAt(output, 'message') ?? stringAt(output, 'Message') ?? code}`,
      );
    },
  };
}
