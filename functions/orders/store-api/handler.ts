import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoLocationStore } from '../../../shared/store/dynamo-location-store.ts';
import { dynamoStandingChoice } from '../../../shared/store/dynamo-standing-choice.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { creationParts } from '../../composition/command-parts.ts';
import { httpApi } from '../../http/http-api.ts';
import type { StoreDependencies } from './dependencies.ts';
import { storeImplementations } from './route-table.ts';

const dependencies = (): StoreDependencies => {
  const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.StoreApi);
  return {
    ...creationParts(TABLE_NAME),
    locations: dynamoLocationStore(documentClient(), TABLE_NAME),
    standingChoiceOf: dynamoStandingChoice(documentClient(), TABLE_NAME),
  };
};

/** The same orders under the names that stores and drivers use. */
export const handler = httpApi({
  capability: 'StoreApi',
  implementations: storeImplementations,
  dependencies,
  revocations: ({ revocations }) => revocations,
});
