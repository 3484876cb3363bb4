import type { ServerMessage } from '../generated/messages.ts';
import { WismoProblem } from '../http/problem.ts';

export type SocketError = Extract<ServerMessage, { readonly type: 'error' }>;

const STATUSES: Readonly<Record<number, number>> = { 4401: 401, 4403: 403, 4429: 429 };

/** The last message of a connection or stream: it says why it ends. */
export const isEnding = (message: object): message is SocketError & { readonly closeCode: 4401 | 4403 | 4429 } =>
  'closeCode' in message && message.closeCode !== undefined;

/** The same as a problem, as HTTP would have it. */
export const endingProblem = ({ code, detail, closeCode, retryAfterSeconds, topic }: SocketError): WismoProblem => {
  const status = closeCode === undefined ? (code === 'NOT_FOUND' ? 404 : 400) : (STATUSES[closeCode] ?? 400);
  const problem = { type: 'about:blank', title: code, status, detail, instance: topic ?? '', code };
  return new WismoProblem(problem as unknown as WismoProblem['problem'], retryAfterSeconds);
};
