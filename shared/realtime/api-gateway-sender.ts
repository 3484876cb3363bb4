import { hash } from 'node:crypto';
import { type ApiGatewayManagementApiClient, DeleteConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Backoff } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { ConnectionGateway } from './connection-gateway.ts';
import { type Credentials, type SigningOptions, signedHeaders } from './post-signature.ts';

export interface ApiGatewaySenderOptions {
  readonly client: ApiGatewayManagementApiClient;
  /** The WebSocket API's own callback address: `https://….amazonaws.com/live`. */
  readonly endpoint: string;
  readonly backoff: Backoff;
  readonly clock: Clock;
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
  /** Renewed by the SDK when they expire. */
  readonly credentials: () => Promise<Credentials>;
  readonly requestHandler: { handle(request: PostRequest): Promise<{ readonly response: PostResponse }> };
}

const MAX_TRIES = 3;

/** API Gateway does not take the frame for this connection now. */
class PostRefusedError extends Error {
  override readonly name = 'PostRefusedError';
}

/** The request as it is signed at one moment. */
type SignedRequest = (signing: SigningOptions) => PostRequest;

const isGone = (error: unknown): boolean => error instanceof Error && error.name === 'GoneException';

interface Frame {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly digest: string;
}

/** As `PostToConnection` has it. Headers and digest of a frame are made once for all connections that share it. */
const requestsTo = (endpoint: string): ((connectionId: string, text: string) => SignedRequest) => {
  const { protocol, hostname, port, pathname, host } = new URL(endpoint);
  const base = pathname === '/' ? '' : pathname;
  const address = {
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    method: 'POST',
    query: {},
  } as const;
  let known: Frame | undefined;
  const frameOf = (text: string): Frame => {
    if (known?.text !== text) {
      const length = String(Buffer.byteLength(text));
      const headers = { 'content-length': length, 'content-type': 'application/octet-stream', host };
      known = { text, headers, digest: hash('sha256', text) };
    }
    return known;
  };
  return (connectionId, text) => {
    const { headers, digest } = frameOf(text);
    const path = `${base}/@connections/${encodeURIComponent(connectionId)}`;
    return (signing) => ({
      ...address,
      path,
      headers: signedHeaders({ path, headers, digest }, signing),
      body: text,
    });
  };
};

const MILLISECONDS_OF_A_SECOND = 1_000;

/** What signs a request is the same for a whole second: a signature's time has no smaller part. */
const signingBy = ({ credentials, region }: ClientParts, clock: Clock): (() => Promise<SigningOptions>) => {
  let known: { readonly second: number; readonly signing: Promise<SigningOptions> } | undefined;
  const ask = async (now: Date): Promise<SigningOptions> => {
    try {
      const [given, where] = await Promise.all([credentials(), region()]);
      return { credentials: given, region: where, now };
    } catch (error) {
      // What could not be found out may be found the next time.
      known = undefined;
      throw error;
    }
  };
  return () => {
    const now = clock.now();
    const second = Math.floor(now.getTime() / MILLISECONDS_OF_A_SECOND);
    if (known?.second !== second) known = { second, signing: ask(now) };
    return known.signing;
  };
};

/**
 * Clients of an API Gateway WebSocket API. A post is sent by the SDK's own request handler without its middleware, which
 * takes two thirds of the processor time of so small a request; a topic with many followers consists of them.
 */
export const apiGatewaySender = ({ client, endpoint, backoff, clock }: ApiGatewaySenderOptions): ConnectionGateway => {
  const parts = client.config as unknown as ClientParts;
  const requestTo = requestsTo(endpoint);
  const signing = signingBy(parts, clock);
  const send = async (requestAt: SignedRequest): Promise<PostResponse> => {
    const { response } = await parts.requestHandler.handle(requestAt(await signing()));
    response.body.resume();
    return response;
  };
  /** What may pass soon is waited for, as the SDK does: a throttled or failing gateway. */
  const post = async (request: SignedRequest, attempt: number): Promise<'delivered' | 'gone'> => {
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
