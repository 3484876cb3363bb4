import type { Readable } from 'node:stream';
import { isRecord } from '../assembly/json.ts';
import type { InvocationResult } from '../ports.ts';
import type { HttpRequest } from './http-event.ts';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** A response whose body is streamed. */
export interface StreamedResponse {
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  readonly stream: Readable;
}

/** Handles a request, whatever stands behind the port. */
export type RequestHandler = (request: HttpRequest) => Promise<HttpResponse | StreamedResponse>;

/** The gateway's own response: `{"message": …}`. */
export function gatewayResponse(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

export const INTERNAL_SERVER_ERROR = gatewayResponse(500, 'Internal Server Error');
export const SERVICE_UNAVAILABLE = gatewayResponse(503, 'Service Unavailable');

/** Turns what the function returned, or how it failed, into the response that API Gateway gives. */
export function httpResponse(result: InvocationResult): HttpResponse {
  if (!result.ok) {
    if (result.errorType === 'RequestTooLargeException') return gatewayResponse(413, 'Request Entity Too Large');
    return result.kind === 'Unhandled' ? INTERNAL_SERVER_ERROR : SERVICE_UNAVAILABLE;
  }
  const { payload } = result;
  if (!isRecord(payload) || payload.statusCode === undefined) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  return structuredResponse(payload);
}

function structuredResponse(payload: Readonly<Record<string, unknown>>): HttpResponse {
  const status = Number(payload.statusCode);
  const { body } = payload;
  const hasValidBody = body === undefined || body === null || typeof body === 'string';
  if (!Number.isInteger(status) || status < 100 || status > 599 || !hasValidBody) return INTERNAL_SERVER_ERROR;
  const headers: Record<string, string | readonly string[]> = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries(isRecord(payload.headers) ? payload.headers : {})) {
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value);
  }
  const cookies = Array.isArray(payload.cookies) ? payload.cookies.map(String) : [];
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  return { status, headers, body: Buffer.from(body ?? '', payload.isBase64Encoded === true ? 'base64' : 'utf8') };
}
