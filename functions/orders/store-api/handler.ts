import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoLocationStore } from '../../../shared/store/dynamo-location-store.ts';
import { dynamoStandingChoice } from '../../../shared/store/dynamo-standing-choice.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { creationParts } from '../../composition/command-parts.ts';
import { signedPhotos } from '../../composition/signed-photos.ts';
import { systemClock } from '../../composition/system.ts';
import { httpApi } from '../../http/http-api.ts';
import type { StoreDependencies } from './dependencies.ts';
import { storeImplementations } from './route-table.ts';

const dependencies = (): StoreDependencies => {
  const { TABLE_NAME, PHOTO_BUCKET_URL } = readEnvironment(ENVIRONMENTS.StoreApi);
  return {
    ...creationParts(TABLE_NAME),
    locations: dynamoLocationStore(documentClient(), TABLE_NAME),
    photos: signedPhotos(PHOTO_BUCKET_URL, systemClock.now),
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
