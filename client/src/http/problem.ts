import type { Problem } from '../generated/api.ts';

export type ProblemCode = Problem['code'];

/** A request that the API has refused, as RFC 9457 describes it. */
export class WismoProblem extends Error {
  override readonly name = 'WismoProblem';
  readonly status: number;
  readonly code: ProblemCode;
  /** The whole problem as it was sent: `errors`, `allowedNext`, `suggestedAction` and so on. */
  readonly problem: Problem;
  /** Seconds after which the same request may be sent again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whether an error is a problem, and, where codes are given, one of these. */
export const isProblem = (error: unknown, ...codes: readonly ProblemCode[]): error is WismoProblem =>
  error instanceof WismoProblem && (!codes[0] || codes.includes(error.code));

/**
 * The API was not reached: no connection, no response in time, or a response that is not of this API, as a network with
 * a sign-in page of its own sends it.
 */
export class WismoUnreachable extends Error {
  override readonly name = 'WismoUnreachable';
  /** Seconds to wait, where whoever has replied in place of the API says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, options?: ErrorOptions & { readonly retryAfterSeconds?: number | undefined }) {
    super(message, options);
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}
