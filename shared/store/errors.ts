/** The table could not be reached, or asked for patience longer than was left. The same request may be sent again. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailable';
  readonly retryAfterSeconds: number;

  constructor(message: string, options: { readonly cause: unknown; readonly retryAfterSeconds?: number }) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds ?? 2;
  }
}

/**
 * Names (of errors and of reasons inside a cancelled transaction) that say "not now". The SDK has tried several times
 * before one of these comes through.
 */
const PASSING_FAULTS: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TransactionInProgressException',
  'TimeoutError',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
]);

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const systemCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
const statusOf = (error: unknown): number => {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return 0;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return 0;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
};

export const isPassingFault = (error: unknown): boolean =>
  PASSING_FAULTS.has(nameOf(error)) || PASSING_FAULTS.has(systemCodeOf(error)) || statusOf(error) >= 500;

export const isConditionFailed = (error: unknown): boolean => nameOf(error) === 'ConditionalCheckFailedException';

/** The result of a conditional write; `undefined` where its condition does not hold. @throws What else went wrong. */
export const ifConditionHolds = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
};

/** Whether the condition of a write holds, and it is done. @throws What else went wrong. */
export const conditionHolds = async (write: Promise<unknown>): Promise<boolean> =>
  (await ifConditionHolds(write)) !== undefined;
