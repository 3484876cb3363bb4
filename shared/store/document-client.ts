import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LEAN_SETTINGS, leanClient } from '../lean-client.ts';
import { CachedDocumentClient } from './cached-document-client.ts';
import { isPassingFault, StoreUnavailableError } from './errors.ts';

/**
 * A call to the table takes single milliseconds: one that takes this long is lost, and a new one is quicker. Three of
 * them still end well inside a function's time; much less would take a busy processor for a lost connection.
 */
const REQUEST_TIMEOUT_MILLISECONDS = 5_000;
const CONNECTION_TIMEOUT_MILLISECONDS = 3_000;
/** A function handles one request at a time, but a batch or a fan-in opens many calls at once. */
const MAX_SOCKETS = 64;
const MAX_ATTEMPTS = 3;

/**
 * The client of the table. Connections are kept open between calls; the SDK tries three times with its own backoff; what
 * still fails in passing comes out as a `StoreUnavailableError` with its cause, everything else as it is.
 *
 * @param config Merged over the defaults; region, endpoint and credentials come from the environment unless given.
 */
export const createDocumentClient = (config: DynamoDBClientConfig = {}): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({
    maxAttempts: MAX_ATTEMPTS,
    // It resolves middleware once by itself, and refuses the SDK's own way to.
    sha256: LEAN_SETTINGS.sha256,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MILLISECONDS,
      requestTimeout: REQUEST_TIMEOUT_MILLISECONDS,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    },
    ...config,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (isPassingFault(error)) throw new StoreUnavailableError('The table cannot be reached', { cause: error });
        throw error;
      }
    },
    { step: 'initialize', name: 'storeUnavailable', priority: 'high' },
  );
  return CachedDocumentClient.from(leanClient(client), { marshallOptions: { removeUndefinedValues: true } });
};
