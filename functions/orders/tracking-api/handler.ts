import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import { dynamoLinkRequestStore } from '../../../shared/store/dynamo-link-request-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoRateLimitStore } from '../../../shared/store/dynamo-rate-limit-store.ts';
import { dynamoShopStore } from '../../../shared/store/dynamo-shop-store.ts';
import { requestRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { signedCursors } from '../../composition/cursors.ts';
import { followParts } from '../../composition/followed-parcels.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { transitHistory } from '../../composition/transit-history.ts';
import { viewerAddresses } from '../../composition/viewer-addresses.ts';
import { httpApi } from '../../http/http-api.ts';
import { trackingImplementations } from './route-table.ts';
import type { LinkDependencies } from './routes/request-tracking-link.ts';
import type { ShopsDependencies } from './routes/shops.ts';
import type { PageDependencies } from './routes/tracking-page.ts';

type Dependencies = PageDependencies &
  LinkDependencies &
  ShopsDependencies & { readonly revocations: RevocationReader };

const dependencies = (): Dependencies => {
  const { TABLE_NAME, LINK_SECRET_ID, ORIGIN_SECRET_ID, POLLED_CARRIERS, WEBSOCKET_URL } = readEnvironment(
    ENVIRONMENTS.TrackingApi,
  );
  return {
    ...followParts(TABLE_NAME, POLLED_CARRIERS),
    store: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    shops: dynamoShopStore(documentClient(), TABLE_NAME),
    revocations: requestRevocations(TABLE_NAME),
    rateLimits: dynamoRateLimitStore(documentClient(), TABLE_NAME),
    cursors: signedCursors(systemSecrets(), LINK_SECRET_ID),
    viewers: viewerAddresses(systemSecrets(), ORIGIN_SECRET_ID),
    linkRequests: dynamoLinkRequestStore(documentClient(), TABLE_NAME),
    history: transitHistory(TABLE_NAME),
    isLinkSignedBy: (check: (secret: string) => boolean) => systemSecrets().accepts(LINK_SECRET_ID, check),
    websocketUrl: WEBSOCKET_URL,
    clock: systemClock,
    ids: systemIds,
  };
};

/** What anybody may see who knows a tracking number or a shop, and ask for who knows an order. */
export const handler = httpApi({
  capability: 'TrackingApi',
  implementations: trackingImplementations,
  dependencies,
  revocations: ({ revocations }) => revocations,
});
