/** Stands between a client and the API, and does what networks do: cuts, doubles, half frames, errors, foreign pages. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';

export interface Misdeeds {
  /** A number in [0, 1) each time it is asked. */
  readonly random: () => number;
  /** Share of requests and handshakes that fail in some way. */
  readonly refusals: number;
  /** Share of frames, and of parts of a stream, with which the connection ends. */
  readonly cuts: number;
  /** Share of frames that come twice, or before the one before. */
  readonly disorder: number;
}

export interface MisbehavingProxy {
  readonly baseUrl: string;
  readonly websocketUrl: string;
  /** How often it has done each thing. */
  readonly done: Readonly<Record<string, number>>;
  /** Behaves from now on. */
  relent(): void;
  close(): Promise<void>;
}

const SIGN_IN_PAGE = '<!doctype html><title>Welcome</title><p>Accept the terms to use this network.</p>';
const HOP_HEADERS = ['connection', 'transfer-encoding', 'content-length', 'content-encoding', 'keep-alive'];

export const startMisbehavingProxy = async (
  target: { readonly api: string; readonly websocket: string },
  misdeeds: Misdeeds,
): Promise<MisbehavingProxy> => {
  const done: Record<string, number> = {};
  let isGood = false;
  const happens = (what: string, share: number): boolean => {
    if (isGood || misdeeds.random() >= share) return false;
    done[what] = (done[what] ?? 0) + 1;
    return true;
  };

  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (happens('cut before the request', misdeeds.refusals / 3)) return void request.socket.destroy();
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    const body = Buffer.concat(chunks);
    const upstream = await fetch(new URL(request.url ?? '/', target.api), {
      method: request.method ?? 'GET',
      headers: Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => name !== 'host' && !HOP_HEADERS.includes(name)),
      ) as Record<string, string>,
      ...(body.length > 0 && { body }),
      signal: leaving.signal,
    });
    // What was carried out upstream has no response here.
    if (happens('cut after the request', misdeeds.refusals / 3)) return void request.socket.destroy();
    const headers = [...upstream.headers].filter(([name]) => !HOP_HEADERS.includes(name));
    response.writeHead(upstream.status, Object.fromEntries(headers));
    for await (const chunk of upstream.body ?? []) {
      if (happens('cut in the middle', misdeeds.cuts)) {
        response.write(chunk.slice(0, Math.floor(chunk.length / 2)));
        return void setImmediate(() => request.socket.destroy());
      }
      response.write(chunk);
    }
    response.end();
  };

  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] ?? false });
  const open = new Set<WebSocket>();
  const connect = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    if (happens('handshake refused', misdeeds.refusals)) {
      return void stream.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
    }
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/).filter((name) => name !== '');
    const upstream = new WebSocket(target.websocket, protocols);
    upstream.on('error', () => stream.destroy());
    upstream.on('open', () => {
      sockets.handleUpgrade(request, stream, head, (client) => join(client, upstream));
    });
  };

  const join = (client: WebSocket, upstream: WebSocket): void => {
    open.add(client).add(upstream);
    let late: string | undefined;
    const give = (text: string): void => client.send(text);
    upstream.on('message', (data) => {
      const text = String(data);
      if (happens('half a frame', misdeeds.cuts / 2)) {
        give(text.slice(0, Math.floor(text.length / 2)));
        return upstream.close();
      }
      if (happens('cut', misdeeds.cuts)) return client.terminate();
      if (late === undefined && happens('late frame', misdeeds.disorder)) {
        late = text;
        return;
      }
      give(text);
      if (happens('frame twice', misdeeds.disorder)) give(text);
      if (late !== undefined) give(late);
      late = undefined;
    });
    client.on('message', (data) => upstream.readyState === WebSocket.OPEN && upstream.send(String(data)));
    client.on('close', () => upstream.close());
    upstream.on('close', (code) => client.close(code === 1005 || code === 1006 ? 1000 : code));
    client.on('error', () => upstream.terminate());
  };

  const server = createServer((request, response) => {
    if (happens('HTTP 500', misdeeds.refusals / 2)) {
      return void response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Internal Server Error</h1>');
    }
    if (happens('sign-in page', misdeeds.refusals / 2)) {
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(SIGN_IN_PAGE);
    }
    forward(request, response).catch(() => request.socket.destroy());
  });
  server.on('upgrade', connect);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    websocketUrl: `ws://127.0.0.1:${port}`,
    done,
    relent: () => {
      isGood = true;
    },
    close: async () => {
      for (const socket of open) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
