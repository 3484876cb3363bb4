import { createHash } from 'node:crypto';
import { type ApiGatewayManagementApiClient, DeleteConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Backoff } from '../clock/backoff.ts';
import type { ConnectionGateway } from './connection-gateway.ts';

export interface ApiGatewaySenderOptions {
  readonly client: ApiGatewayManagementApiClient;
  /** The WebSocket API's own callback address: `https://….amazonaws.com/live`. */
  readonly endpoint: string;
  readonly backoff: Backoff;
}

interface PostRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly method: 'POST';
  readonly path: string;
  readonly query: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface PostResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { resume(): unknown };
}

/** What this uses of an SDK client's own parts. */
interface ClientParts {
  readonly region: () => Promise<string>;
  readonly signer: (scheme: object) => Promise<{ sign(request: PostRequest): Promise<PostRequest> }>;
  readonly requestHandler: { handle(request: PostRequest): Promise<{ readonly response: PostResponse }> };
}

const SERVICE = 'execute-api';
const MAX_TRIES = 3;

/** API Gateway does not take the frame for this connection now. */
class PostRefusedError extends Error {
  override readonly name = 'PostRefusedError';
}

const isGone = (error: unknown): boolean => error instanceof Error && error.name === 'GoneException';

/** As `PostToConnection` has it. With the digest of the frame, which most of a topic's connections share. */
const requestsTo = (endpoint: string): ((connectionId: string, frame: string) => PostRequest) => {
  const { protocol, hostname, port, pathname, host } = new URL(endpoint);
  const base = pathname === '/' ? '' : pathname;
  let known = { frame: '', digest: '' };
  const digestOf = (frame: string): string => {
    if (known.frame !== frame) known = { frame, digest: createHash('sha256').update(frame).digest('hex') };
    return known.digest;
  };
  return (connectionId, frame) => ({
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    method: 'POST',
    path: `${base}/@connections/${encodeURIComponent(connectionId)}`,
    query: {},
    headers: {
      host,
      'content-type': 'application/octet-stream',
      'content-length': String(Buffer.byteLength(frame)),
      'x-amz-content-sha256': digestOf(frame),
    },
    body: frame,
  });
};

/**
 * Clients of an API Gateway WebSocket API. A post is signed and sent by the SDK's own parts without its middleware, which
 * takes two thirds of the processor time of so small a request; a topic with many followers consists of them.
 */
export const apiGatewaySender = ({ client, endpoint, backoff }: ApiGatewaySenderOptions): ConnectionGateway => {
  const parts = client.config as unknown as ClientParts;
  const requestTo = requestsTo(endpoint);
  const send = async (request: PostRequest): Promise<PostResponse> => {
    const signer = await parts.signer({
      name: 'sigv4',
      signingName: SERVICE,
      signingRegion: await parts.region(),
      properties: {},
    });
    const { response } = await parts.requestHandler.handle(await signer.sign(request));
    response.body.resume();
    return response;
  };
  /** What may pass soon is waited for, as the SDK does: a throttled or failing gateway. */
  const post = async (request: PostRequest, attempt: number): Promise<'delivered' | 'gone'> => {
    const { statusCode, headers } = await send(request);
    if (statusCode < 300) return 'delivered';
    if (statusCode === 410) return 'gone';
    if (attempt === MAX_TRIES || (statusCode < 500 && statusCode !== 429)) {
      throw new PostRefusedError(headers['x-amzn-errortype'] ?? String(statusCode));
    }
    await backoff.pause(attempt);
    return post(request, attempt + 1);
  };
  return {
    post: (connectionId, frame) => post(requestTo(connectionId, frame), 1),
    disconnect: async (connectionId) => {
      try {
        await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
};
