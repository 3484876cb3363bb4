import type { Role } from '../../workflows/workflow.ts';
import type { FunctionId } from '../environment.ts';

export interface RouteDefinition {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parameters in braces, as the gateway and OpenAPI write them. */
  readonly path: string;
  /** The same operation under older or shorter paths. */
  readonly aliases?: readonly string[];
  /** Construct id of the function that serves the route. */
  readonly capability: FunctionId;
  /**
   * Who may call: `jwt`, holders of a JWT; `jwt_or_guest`, holders of a JWT or of a signed link (`?token=`); `public`,
   * everybody, without the authorizer; webhooks check their own signatures; `optional`, everybody, and who holds a JWT is
   * known.
   */
  readonly auth: 'jwt' | 'jwt_or_guest' | 'public' | 'optional';
  /** One of them is needed; absent: any caller, and ownership decides. */
  readonly roles?: readonly Role[];
  /** A POST that creates: takes `Idempotency-Key`. */
  readonly creates?: true;
  /**
   * The response may go on for minutes. An HTTP API cannot do that: the function has a URL of its own, to which the
   * distribution sends the path, and finds out by itself who calls.
   */
  readonly streams?: true;
  /** The code that the caller gets when the store is unavailable; `SERVICE_UNAVAILABLE` unless set. */
  readonly unavailable?: 'DATABASE_ERROR';
}
