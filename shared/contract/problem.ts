/**
 * Every error that the API returns: one code each, with its HTTP status, in a table that does not compile with a code
 * missing. The body is `application/problem+json` (RFC 9457).
 */
export const PROBLEM_CODES = [
  'MALFORMED_JSON',
  'MALFORMED_REQUEST',
  'UNAUTHENTICATED',
  'SIGNATURE_REFUSED',
  'ROLE_NOT_ALLOWED',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'INVALID_TRANSITION',
  'VERSION_CONFLICT',
  'DUPLICATE_REQUEST_IN_PROGRESS',
  'ALREADY_EXISTS',
  'NOT_APPLICABLE',
  'PRECONDITION_FAILED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'VALIDATION_FAILED',
  'GUARD_REFUSED',
  'UNKNOWN_STATUS',
  'INVALID_CURSOR',
  'INVALID_WORKFLOW',
  'UNKNOWN_WORKFLOW',
  'IDEMPOTENCY_KEY_REUSED',
  'PAYMENT_NOT_CONFIRMED',
  'LISTING_UNAVAILABLE',
  'INSUFFICIENT_INVENTORY',
  'INVALID_SHIPPING_ADDRESS',
  'ITEMS_NOT_SHIPPABLE',
  'ITEMS_NOT_RETURNABLE',
  'ORDER_TOO_LARGE',
  'RATE_LIMITED',
  'DATABASE_ERROR',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_ERROR',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
  /** Whether the same request may succeed later. */
  readonly canRetry?: boolean;
  readonly suggestedAction?: string;
  /** Seconds for `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

export const PROBLEMS = {
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON' },
  MALFORMED_REQUEST: { status: 400, title: 'The request is malformed' },
  UNAUTHENTICATED: { status: 401, title: 'A valid token is needed', suggestedAction: 'Sign in again' },
  SIGNATURE_REFUSED: {
    status: 401,
    title: 'The sender could not be verified',
    suggestedAction: 'Check the signing secret, what is signed, and the clock',
  },
  ROLE_NOT_ALLOWED: {
    status: 403,
    title: 'None of your roles may do this',
    canRetry: false,
    suggestedAction: 'Sign in as somebody with one of the allowed roles',
  },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The method is not allowed for this path' },
  INVALID_TRANSITION: {
    status: 409,
    title: 'The order cannot move to this status now',
    suggestedAction: 'Choose one of the allowed next statuses',
  },
  VERSION_CONFLICT: {
    status: 409,
    title: 'The order changed at the same time',
    canRetry: true,
    suggestedAction: 'Read the order again and repeat the request',
  },
  DUPLICATE_REQUEST_IN_PROGRESS: {
    status: 409,
    title: 'The first request with this key is still running',
    canRetry: true,
    retryAfterSeconds: 1,
    suggestedAction: 'Repeat the request with the same key after the time given',
  },
  ALREADY_EXISTS: { status: 409, title: 'It exists already', canRetry: false },
  NOT_APPLICABLE: { status: 409, title: 'This does not apply to the order as it is' },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'The order is no longer at the version named by If-Match',
    canRetry: true,
    suggestedAction: 'Read the order again and repeat the request with its new version',
  },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is larger than 256 KB' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body must be application/json' },
  VALIDATION_FAILED: { status: 422, title: 'The request does not fit the contract' },
  GUARD_REFUSED: { status: 422, title: 'A condition for this change does not hold' },
  UNKNOWN_STATUS: { status: 422, title: "The order's workflow has no such status" },
  INVALID_CURSOR: { status: 400, title: 'The cursor is not one of ours', suggestedAction: 'Start from the first page' },
  INVALID_WORKFLOW: { status: 422, title: 'The workflow has faults' },
  UNKNOWN_WORKFLOW: { status: 422, title: 'There is no workflow for this order type' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'The idempotency key was used with another body',
    canRetry: false,
    suggestedAction: 'Use a new key for a new request',
  },
  PAYMENT_NOT_CONFIRMED: {
    status: 422,
    title: 'The payment is not confirmed',
    canRetry: true,
    suggestedAction: 'Wait for the payment to be confirmed, then create the order again',
  },
  LISTING_UNAVAILABLE: {
    status: 409,
    title: 'The listing is not available',
    canRetry: false,
    suggestedAction: 'Choose another listing and refund the payment',
  },
  INSUFFICIENT_INVENTORY: {
    status: 409,
    title: 'There is not enough stock',
    canRetry: false,
    suggestedAction: 'Lower the quantity or choose another listing',
  },
  INVALID_SHIPPING_ADDRESS: {
    status: 422,
    title: 'The shipping address is not complete',
    canRetry: false,
    suggestedAction: 'Correct the shipping address and create the order again',
  },
  ITEMS_NOT_SHIPPABLE: {
    status: 422,
    title: 'These items or quantities cannot be in one more parcel',
    canRetry: false,
    suggestedAction: 'Ship no more than the quantities that are left',
  },
  ITEMS_NOT_RETURNABLE: {
    status: 422,
    title: 'These items or quantities cannot be returned',
    canRetry: false,
    suggestedAction: 'Return no more than was ordered',
  },
  ORDER_TOO_LARGE: {
    status: 422,
    title: 'The order cannot hold more',
    canRetry: false,
    suggestedAction: 'Remove what is not needed, or split the order',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too many requests',
    canRetry: true,
    retryAfterSeconds: 60,
    suggestedAction: 'Repeat the request after the time given',
  },
  DATABASE_ERROR: {
    status: 503,
    title: 'The order could not be stored',
    canRetry: true,
    retryAfterSeconds: 1,
    suggestedAction: 'Repeat the request with the same idempotency key',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    title: 'The service is not available for the moment',
    canRetry: true,
    retryAfterSeconds: 1,
    suggestedAction: 'Repeat the request after the time given',
  },
  INTERNAL_ERROR: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<ProblemCode, ProblemDefinition>;

/** The definition with its optional fields readable for any code. */
export const problemDefinition = (code: ProblemCode): ProblemDefinition => PROBLEMS[code];

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What a problem may carry besides its code: contract fields, never internals. */
export interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  readonly currentStatus?: string;
  readonly allowedNext?: readonly string[];
  /** Every status of the order's workflow. */
  readonly statuses?: readonly string[];
  /** The roles that may do what the caller's may not. */
  readonly allowedRoles?: readonly string[];
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
  /** Methods for `Allow`. */
  readonly allow?: readonly string[];
}

/** An error that is meant for the caller. `detail` is shown to them. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail?: string, extras: ProblemExtras = {}, options: { cause?: unknown } = {}) {
    const said = detail ?? PROBLEMS[code].title;
    super(`${code}: ${said}`, options);
    this.name = 'ProblemError';
    this.code = code;
    this.detail = said;
    this.extras = extras;
  }
}

/** Nobody of the caller's roles may do this at all, whatever it is done to. */
export const roleNotAllowed = (allowedRoles: readonly string[]): ProblemError =>
  new ProblemError('ROLE_NOT_ALLOWED', `This is for ${allowedRoles.join(', ')}`, { allowedRoles });

/** What the caller may not see does not exist for them. */
export const notFound = (what = 'It'): ProblemError => new ProblemError('NOT_FOUND', `${what} was not found`);
