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
  'DELIVERY_DETAILS_MISSING',
  'ADDRESS_UNDELIVERABLE',
  'DELIVERY_REFUSED',
  'QUOTE_EXPIRED',
  'QUOTE_USED',
  'DELIVERY_ALREADY_BOOKED',
  'DELIVERY_NOT_CANCELABLE',
  'COURIER_UNAVAILABLE',
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
  UNAUTHENTICATED: { status: 401, title: 'Authentication is required', suggestedAction: 'Sign in again' },
  SIGNATURE_REFUSED: {
    status: 401,
    title: 'The sender could not be verified',
    suggestedAction: 'Check the signing secret, the signed content and the clock',
  },
  ROLE_NOT_ALLOWED: {
    status: 403,
    title: 'The role of the caller does not allow this',
    canRetry: false,
    suggestedAction: 'Use an account with one of the allowed roles',
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
    title: 'The resource was changed by another request',
    canRetry: true,
    suggestedAction: 'Read the resource again and repeat the request',
  },
  DUPLICATE_REQUEST_IN_PROGRESS: {
    status: 409,
    title: 'A request with this idempotency key is in progress',
    canRetry: true,
    retryAfterSeconds: 1,
    suggestedAction: 'Retry with the same key after the time in Retry-After',
  },
  ALREADY_EXISTS: { status: 409, title: 'The resource already exists', canRetry: false },
  NOT_APPLICABLE: { status: 409, title: 'The operation does not apply in the current state' },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'The resource has changed since the version in If-Match',
    canRetry: true,
    suggestedAction: 'Read the resource again and repeat the request with its new version',
  },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is larger than 256 KB' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body must be application/json' },
  VALIDATION_FAILED: { status: 422, title: 'The request is invalid' },
  GUARD_REFUSED: { status: 422, title: 'A condition of the transition is not met' },
  UNKNOWN_STATUS: { status: 422, title: "The order's workflow has no such status" },
  INVALID_CURSOR: { status: 400, title: 'The cursor is invalid', suggestedAction: 'Start from the first page' },
  INVALID_WORKFLOW: { status: 422, title: 'The workflow definition is invalid' },
  UNKNOWN_WORKFLOW: { status: 422, title: 'The order type has no workflow' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'The idempotency key was used with a different body',
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
    title: 'Insufficient stock',
    canRetry: false,
    suggestedAction: 'Lower the quantity or choose another listing',
  },
  INVALID_SHIPPING_ADDRESS: {
    status: 422,
    title: 'The shipping address is incomplete',
    canRetry: false,
    suggestedAction: 'Correct the shipping address and create the order again',
  },
  ITEMS_NOT_SHIPPABLE: {
    status: 422,
    title: 'The items or quantities exceed what remains to be shipped',
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
    title: 'The order has reached its size limit',
    canRetry: false,
    suggestedAction: 'Remove data from the request, or split the order',
  },
  DELIVERY_DETAILS_MISSING: {
    status: 422,
    title: 'A courier needs to know more of the shop or the order',
    canRetry: false,
    suggestedAction: 'Complete what errors names, then request quotes again',
  },
  ADDRESS_UNDELIVERABLE: {
    status: 422,
    title: 'The courier does not go to this address now',
    canRetry: false,
    suggestedAction: 'Choose another courier, or correct the address',
  },
  DELIVERY_REFUSED: {
    status: 422,
    title: 'The courier refused the delivery',
    canRetry: false,
    suggestedAction: 'See reason, and choose another courier',
  },
  QUOTE_EXPIRED: {
    status: 409,
    title: 'The quote is not good any more',
    canRetry: false,
    suggestedAction: 'Request quotes again',
  },
  QUOTE_USED: {
    status: 409,
    title: 'The quote was used before',
    canRetry: false,
    suggestedAction: 'Request quotes again',
  },
  DELIVERY_ALREADY_BOOKED: {
    status: 409,
    title: 'A courier brings the order already',
    canRetry: false,
    suggestedAction: 'Cancel that delivery before booking another',
  },
  DELIVERY_NOT_CANCELABLE: {
    status: 409,
    title: 'The courier does not cancel the delivery any more',
    canRetry: false,
    suggestedAction: 'Wait for the courier to deliver or return the order',
  },
  COURIER_UNAVAILABLE: {
    status: 503,
    title: 'The courier cannot be asked now',
    canRetry: true,
    retryAfterSeconds: 30,
    suggestedAction: 'Repeat the same request after the time in Retry-After, or choose another courier',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too many requests',
    canRetry: true,
    retryAfterSeconds: 60,
    suggestedAction: 'Retry after the time in Retry-After',
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
    title: 'The service is temporarily unavailable',
    canRetry: true,
    retryAfterSeconds: 1,
    suggestedAction: 'Retry after the time in Retry-After',
  },
  INTERNAL_ERROR: { status: 500, title: 'Internal error' },
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
  /** The job that was begun by an earlier request like this one. */
  readonly jobId?: string;
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
  new ProblemError('ROLE_NOT_ALLOWED', `Allowed roles: ${allowedRoles.join(', ')}`, { allowedRoles });

/** What the caller may not see does not exist for them. */
export const notFound = (what = 'It'): ProblemError => new ProblemError('NOT_FOUND', `${what} was not found`);
