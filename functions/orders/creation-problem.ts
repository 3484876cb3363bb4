import { ProblemError } from '../../shared/contract/problem.ts';
import type { CreationResult } from '../../shared/orders/use-cases/create-order.ts';

/** Why an order was not created, as the caller sees it. */
export const creationProblem = (refused: Extract<CreationResult, { ok: false }>): ProblemError => {
  switch (refused.code) {
    case 'INSUFFICIENT_INVENTORY':
      return new ProblemError(refused.code, `Insufficient stock of listing ${refused.listingId}`);
    case 'LISTING_UNAVAILABLE':
      return new ProblemError(refused.code, `Listing ${refused.listingId} is not available`);
    case 'ORDER_EXISTS':
      return new ProblemError('ALREADY_EXISTS', 'An order with this id already exists');
    case 'UNKNOWN_ORDER_TYPE':
      return new ProblemError('UNKNOWN_WORKFLOW');
    case 'DUPLICATE_REQUEST_IN_PROGRESS':
      return new ProblemError(refused.code);
  }
};
