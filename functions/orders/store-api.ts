import { ENVIRONMENTS, readEnvironment } from '../../shared/contract/environment.ts';
import { dynamoLocationStore } from '../../shared/store/location-store.ts';
import { documentClient } from '../support/clients/dynamodb.ts';
import { creationParts } from '../support/command-parts.ts';
import { httpApi } from '../support/http-api.ts';
import type { StoreDependencies } from './store-dependencies.ts';
import { storeImplementations } from './store-implementations.ts';

const dependencies = (): StoreDependencies => {
  const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.StoreApi);
  return { ...creationParts(TABLE_NAME), locations: dynamoLocationStore(documentClient(), TABLE_NAME) };
};

/** The same orders under the names that stores and drivers use. */
export const handler = httpApi({ capability: 'StoreApi', implementations: storeImplementations, dependencies });
