import type { ServerMessage } from '../generated/messages.ts';
import { WismoProblem } from '../http/problem.ts';

export type SocketError = Extract<ServerMessage, { readonly type: 'error' }>;

/** By the code of the close or, where nothing is closed, of the error. */
const STATUSES: Readonly<Record<string | number, number>> = { 4401: 401, 4403: 403, 4429: 429, NOT_FOUND: 404 };

export const isEndingCode = (code: number): code is 4401 | 4403 | 4429 => code in STATUSES;

/** The last message of a connection or stream: it says why it ends. */
export const isEnding = (message: object): message is SocketError & { readonly closeCode: 4401 | 4403 | 4429 } =>
  'closeCode' in message && message.closeCode !== undefined;

/** The same as a problem, as HTTP would have it. */
export const endingProblem = ({ code, detail, closeCode, retryAfterSeconds, topic }: SocketError): WismoProblem => {
  const status = STATUSES[closeCode ?? code] ?? 400;
  const problem = { type: 'about:blank', title: code, status, detail, instance: topic ?? '', code };
  return new WismoProblem(problem as unknown as WismoProblem['problem'], retryAfterSeconds);
};
