import { isRecord } from '../assembly/json.ts';
import type { AwsCall, AwsResponse, AwsService } from '../ports.ts';
import { type Connection, type Connections, MESSAGE_BYTES } from './connections.ts';
import { parsedOrUndefined } from './socket-gateway.ts';
import { textFrame } from './text-frame.ts';

/** What a client may leave unread before the gateway refuses to take more for it. */
const UNREAD_BYTES = 1024 * 1024;

const NORMAL_CLOSURE = 1000;

const DELIVERED: AwsResponse = { status: 200, headers: {}, body: Buffer.alloc(0) };

/** Codes that RFC 6455 leaves to applications. */
const isApplicationCode = (code: unknown): code is number =>
  typeof code === 'number' && Number.isInteger(code) && code >= 4000 && code <= 4999;

interface Frame {
  readonly body: Buffer;
  readonly bytes: Buffer;
  readonly closeCode: number | undefined;
}

/** Made once for all connections that are posted the same: a message to thousands comes once for each of them. */
function frames(): (body: Buffer) => Frame {
  let known: Frame | undefined;
  return (body) => {
    if (known?.body.equals(body) !== true) known = { body, bytes: textFrame(body), closeCode: announcedCode(body) };
    return known;
  };
}

/** `@connections` of the WebSocket API: PostToConnection, GetConnection, DeleteConnection. */
export function createManagementService(connections: Connections, now: () => number = Date.now): AwsService {
  const frameOf = frames();
  return {
    name: 'execute-api',
    handle: async (call) => {
      const connectionId = /\/@connections\/([^/?]+)/.exec(call.url)?.[1];
      if (connectionId === undefined) return refusal(403, 'ForbiddenException', 'Not a path of the management API');
      const connection = connections.get(decodeURIComponent(connectionId));
      if (connection === undefined) return refusal(410, 'GoneException', 'The connection is gone');
      switch (call.method) {
        case 'POST':
          return post(connection, call.body, { frameOf, at: now() });
        case 'GET':
          return response(200, {
            connectedAt: connection.facts.connectedAt.toISOString(),
            identity: { sourceIp: connection.facts.sourceIp, userAgent: connection.facts.userAgent },
            lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
          });
        case 'DELETE':
          close(connection);
          return { status: 204, headers: {}, body: Buffer.alloc(0) };
        default:
          return refusal(403, 'ForbiddenException', `${call.method} is not a method of the management API`);
      }
    },
  };
}

function post(
  connection: Connection,
  body: AwsCall['body'],
  { frameOf, at }: { readonly frameOf: (body: Buffer) => Frame; readonly at: number },
): AwsResponse {
  const { socket, stream } = connection;
  if (body.length > MESSAGE_BYTES) return refusal(413, 'PayloadTooLargeException', 'The message is too large');
  if (socket.readyState !== socket.OPEN) return refusal(410, 'GoneException', 'The connection is gone');
  if (socket.bufferedAmount > UNREAD_BYTES) return refusal(429, 'LimitExceededException', 'The client does not read');
  connection.lastActiveAt = at;
  const { bytes, closeCode } = frameOf(body);
  // The reply to another message may overtake the closing.
  connection.announcedCloseCode = closeCode ?? connection.announcedCloseCode;
  // Beside the library, which holds nothing back without compression: it would make header and frame anew for each.
  stream.write(bytes);
  return DELIVERED;
}

/**
 * API Gateway closes every connection that a server ends with 1000, and takes no other code
 * (https://github.com/aws/aws-sdk-js/issues/3636). Here the connection ends with the code that its last error
 * announced as `closeCode`, as it would if the gateway took one.
 */
function close({ socket, announcedCloseCode }: Connection): void {
  if (announcedCloseCode === undefined) socket.close(NORMAL_CLOSURE, 'Connection Closed Normally');
  else socket.close(announcedCloseCode);
}

function announcedCode(body: Buffer): number | undefined {
  if (!body.includes('"closeCode"')) return undefined;
  const message = parsedOrUndefined(body.toString('utf8'));
  return isRecord(message) && message.type === 'error' && isApplicationCode(message.closeCode)
    ? message.closeCode
    : undefined;
}

const response = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});

const refusal = (status: number, errorType: string, message: string): AwsResponse =>
  response(status, { message }, { 'x-amzn-errortype': errorType });
