import type { ServerMessage } from '../generated/messages.ts';
import { WismoProblem } from '../http/problem.ts';

export type SocketError = Extract<ServerMessage, { readonly type: 'error' }>;

export const isEndingCode = (code: number): code is 4401 | 4403 | 4429 => [4401, 4403, 4429].includes(code);

/** The last message of a connection or stream: it says why it ends. */
export const isEnding = (message: object): message is SocketError & { readonly closeCode: 4401 | 4403 | 4429 } =>
  (message as SocketError).closeCode !== undefined;

/** The same as a problem, as HTTP would have it. */
export const endingProblem = ({ code, detail, closeCode, retryAfterSeconds, topic }: SocketError): WismoProblem => {
  // Codes of closes are those of HTTP, and 4000.
  const status = closeCode ? closeCode - 4000 : code === 'NOT_FOUND' ? 404 : 400;
  const problem = { type: 'about:blank', title: code, status, detail, instance: topic ?? '', code };
  return new WismoProblem(problem as unknown as WismoProblem['problem'], retryAfterSeconds);
};
