import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoLinkRequestStore } from '../../../shared/store/dynamo-link-request-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoRateLimitStore } from '../../../shared/store/dynamo-rate-limit-store.ts';
import { dynamoShopStore } from '../../../shared/store/dynamo-shop-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { signedCursors } from '../../composition/cursors.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { viewerAddresses } from '../../composition/viewer-addresses.ts';
import { httpApi } from '../../http/http-api.ts';
import { type LinkDependencies, requestTrackingLink } from './routes/request-tracking-link.ts';
import { type TrackingDependencies, trackParcel } from './routes/track-parcel.ts';

const dependencies = (): TrackingDependencies & LinkDependencies => {
  const { TABLE_NAME, LINK_SECRET_ID, ORIGIN_SECRET_ID } = readEnvironment(ENVIRONMENTS.TrackingApi);
  return {
    store: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    shops: dynamoShopStore(documentClient(), TABLE_NAME),
    rateLimits: dynamoRateLimitStore(documentClient(), TABLE_NAME),
    cursors: signedCursors(systemSecrets(), LINK_SECRET_ID),
    viewers: viewerAddresses(systemSecrets(), ORIGIN_SECRET_ID),
    linkRequests: dynamoLinkRequestStore(documentClient(), TABLE_NAME),
    clock: systemClock,
    ids: systemIds,
  };
};

/** What anybody who knows a tracking number may see, and may ask for who knows an order. */
export const handler = httpApi({
  capability: 'TrackingApi',
  implementations: { trackParcel, requestTrackingLink },
  dependencies,
});
