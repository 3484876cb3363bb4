/** Members that the documents of a route want in its problems, beside those of RFC 9457. */
import { type ProblemCode, type ProblemError, problemDefinition } from '../../shared/contract/problem.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import { farmProblem } from '../../shared/dialects/farm.ts';

interface CreationWords {
  readonly message: string;
  readonly canRetry: boolean;
  readonly suggestedAction: string;
}

/** What a checkout shows its buyer. */
const CREATION_WORDS: Readonly<Partial<Record<ProblemCode, CreationWords>>> = {
  PAYMENT_NOT_CONFIRMED: {
    message: 'Payment not confirmed. Please try again.',
    canRetry: true,
    suggestedAction: 'Verify payment status and retry',
  },
  LISTING_UNAVAILABLE: {
    message: 'This item is no longer available.',
    canRetry: false,
    suggestedAction: 'Browse similar items',
  },
};
const OTHER_CREATION_WORDS: CreationWords = {
  message: 'Unable to create order. Please contact support.',
  canRetry: true,
  suggestedAction: 'Try again or contact support',
};

/** About the caller or the request itself: no order was tried, and what helps is said by the code. */
const BEFORE_CREATION: ReadonlySet<ProblemCode> = new Set([
  'UNAUTHENTICATED',
  'ROLE_NOT_ALLOWED',
  'DUPLICATE_REQUEST_IN_PROGRESS',
  'IDEMPOTENCY_KEY_REUSED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
]);

/** Routes whose frontends look for `success` and `error`. */
const OF_FARMS: ReadonlySet<OperationId> = new Set(['getOrderStatus', 'changeOrderStatus', 'followOrderEvents']);

const creationMembers = ({ code, detail }: ProblemError) => {
  const words = CREATION_WORDS[code] ?? OTHER_CREATION_WORDS;
  const advice = BEFORE_CREATION.has(code) ? {} : { canRetry: words.canRetry, suggestedAction: words.suggestedAction };
  return { ...advice, message: words.message, details: detail };
};

/** Everything of the problem that depends on its code and its route. */
export const problemMembers = (problem: ProblemError, operationId: string | undefined) => {
  const { canRetry, suggestedAction } = problemDefinition(problem.code);
  return {
    ...definedFields({ canRetry, suggestedAction }),
    ...(operationId === 'createOrder' && creationMembers(problem)),
    ...(OF_FARMS.has(operationId as OperationId) && farmProblem(problem.detail)),
  };
};
