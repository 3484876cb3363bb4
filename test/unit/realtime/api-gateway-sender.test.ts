import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  ApiGatewayManagementApiClient,
  type ApiGatewayManagementApiClientConfig,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../shared/clock/clock.ts';
import { leanClient } from '../../../shared/lean-client.ts';
import { apiGatewaySender } from '../../../shared/realtime/api-gateway-sender.ts';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

let server: Server;
let received: Received[];
let statuses: number[];
const pauses: number[] = [];

beforeEach(async () => {
  received = [];
  statuses = [];
  pauses.length = 0;
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    received.push({ method, url, headers, body: await text(request) });
    response.writeHead(statuses.shift() ?? 200, { 'x-amzn-errortype': 'SomeException' }).end('{"message":"no"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

interface Given {
  readonly clock?: Clock;
  readonly credentials?: NonNullable<ApiGatewayManagementApiClientConfig['credentials']>;
}

const gateway = ({
  clock = { now: () => new Date('2026-11-27T10:00:00.123Z') },
  credentials = { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' },
}: Given = {}) => {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`;
  const client = new ApiGatewayManagementApiClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  return apiGatewaySender({
    client: leanClient(client),
    endpoint,
    backoff: { pause: async (attempt) => void pauses.push(attempt) },
    clock,
  });
};

describe('a client of the WebSocket API', () => {
  it('is sent the frame as it is, in a signed request, and disconnected', async () => {
    expect(await gateway().post('L0SM9c=', '{"type":"ping","é":1}')).toBe('delivered');
    await gateway().disconnect('L0SM9c=');
    expect(received.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', '/live/@connections/L0SM9c%3D', '{"type":"ping","é":1}'],
      ['DELETE', '/live/@connections/L0SM9c%3D', ''],
    ]);
    const { authorization, 'x-amz-security-token': session } = received[0]?.headers ?? {};
    expect(authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=.*host.*x-amz-date/,
    );
    expect(session).toBe('token');
  });

  it('is signed for as long as a second with what the SDK gave for it', async () => {
    let now = new Date('2026-11-27T10:00:00.123Z');
    let asked = 0;
    const sender = gateway({
      clock: { now: () => now },
      credentials: async () => {
        asked += 1;
        if (asked === 1) throw new Error('no credentials yet');
        return { accessKeyId: `key${asked}`, secretAccessKey: 'secret', expiration: now };
      },
    });
    await expect(sender.post('c0', '{}')).rejects.toThrow('no credentials yet');
    await sender.post('c1', '{}');
    await sender.post('c2', '{}');
    now = new Date('2026-11-27T10:00:01Z');
    await sender.post('c3', '{}');
    const signers = received.map(({ headers }) => [
      /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1],
      headers['x-amz-date'],
    ]);
    expect(signers[0]).toEqual(signers[1]);
    expect(signers.map((signer) => signer[1])).toEqual(['20261127T100000Z', '20261127T100000Z', '20261127T100001Z']);
    expect(signers[2]?.[0]).not.toBe(signers[1]?.[0]);
  });

  it('is sent each frame with the digest of that frame', async () => {
    const sender = gateway();
    for (const frame of ['{"a":1}', '{"a":1}', '{"b":2}']) await sender.post('c1', frame);
    const digests = received.map(({ headers }) => headers['x-amz-content-sha256']);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[1]).not.toBe(digests[2]);
  });

  it('that is gone is reported as gone, and needs no disconnecting', async () => {
    statuses.push(410);
    expect(await gateway().post('c1', '{}')).toBe('gone');
  });

  it.each([429, 500, 503])('is tried again twice where the gateway says %s', async (status) => {
    statuses.push(status, status);
    expect(await gateway().post('c1', '{}')).toBe('delivered');
    expect(pauses).toEqual([1, 2]);
    statuses.push(status, status, status);
    await expect(gateway().post('c1', '{}')).rejects.toThrow('SomeException');
    expect(received).toHaveLength(6);
  });

  it('that may not be written to is an error at once', async () => {
    statuses.push(403);
    await expect(gateway().post('c1', '{}')).rejects.toThrow('SomeException');
    expect(received).toHaveLength(1);
  });
});
