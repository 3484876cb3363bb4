import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../request-body.ts';

/** A refusal of the `/_local` interface. */
export class ControlProblem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

const MAX_BYTES = 1024 * 1024;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

export function sendProblem(response: ServerResponse, { status, title, message }: ControlProblem): void {
  response.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail: message }));
}

/** The body as JSON; an empty object when there is none. */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const tooLarge = () => new ControlProblem(413, 'Too large', 'The body is larger than 1 MiB.');
  const text = (await readBody(request, MAX_BYTES, tooLarge)).toString('utf8').trim();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ControlProblem(400, 'Not JSON', `The body is not JSON: ${(error as Error).message}`);
  }
}

const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Only this machine, and no page of another site in a browser on it: a name that resolves to 127.0.0.1 shows in `Host`,
 * another site's script in `Origin`.
 */
export function assertLocal(request: IncomingMessage): void {
  const { host = '', origin } = request.headers;
  const isLocal =
    LOOPBACK_ADDRESS.test(request.socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(host) &&
    (origin === undefined || LOOPBACK_HOST.test(origin.replace(/^https?:\/\//, '')));
  if (!isLocal) throw new ControlProblem(403, 'Not local', 'Only this machine may use this interface.');
}
