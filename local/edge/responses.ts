import type { AwsResponse } from '../ports.ts';

/** A refusal in AWS's words: code, HTTP status and who is at fault. */
export interface AwsFailure {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** Further members of the error's body, such as `CancellationReasons`. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Thrown by our own servers; the edge gives it the shape of the service's protocol. */
export class AwsFailureError extends Error {
  readonly failure: AwsFailure;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = code;
    this.failure = { code, status, message };
  }
}

/** JSON namespaces that the services put before an error's name. */
const NAMESPACES: Readonly<Record<string, string>> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810#',
  sqs: 'com.amazonaws.sqs#',
};

/** Services that speak `X-Amz-Target`; all others here are REST-JSON. */
const TARGET_SERVICES = new Set(['dynamodb', 'sqs', 'secretsmanager', 'kms']);

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** Content type of a service's responses. */
export function contentTypeOf(service: string): string {
  if (service === 'secretsmanager' || service === 'kms') return 'application/x-amz-json-1.1';
  return TARGET_SERVICES.has(service) ? 'application/x-amz-json-1.0' : 'application/json';
}

const XML_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const xmlText = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => XML_ENTITIES[character] ?? character);

/** A response of AWS's query protocol. */
export function xmlResponse(status: number, xml: string): AwsResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
}

const xmlFailure = ({ code, status, message }: AwsFailure): AwsResponse =>
  xmlResponse(
    status,
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>${status >= 500 ? 'Receiver' : 'Sender'}</Type>` +
      `<Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  );

/** Shapes a failure as the service itself would, so that the SDK makes the right error class of it. */
export function failureResponse(service: string, failure: AwsFailure): AwsResponse {
  const { code, status, message, more } = failure;
  if (service === 'sns') return xmlFailure(failure);
  if (!TARGET_SERVICES.has(service)) {
    return jsonResponse(status, { message, Message: message, ...more }, { 'x-amzn-errortype': code });
  }
  const headers: Record<string, string> = { 'content-type': contentTypeOf(service) };
  if (service === 'sqs') headers['x-amzn-query-error'] = `${code};${status >= 500 ? 'Receiver' : 'Sender'}`;
  return jsonResponse(status, { __type: `${NAMESPACES[service] ?? ''}${code}`, message, ...more }, headers);
}
