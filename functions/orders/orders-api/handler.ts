import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoSearchReader } from '../../../shared/store/dynamo-search-store.ts';
import { notificationReads } from '../../../shared/store/notification-reads.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { creationParts } from '../../composition/command-parts.ts';
import { signedCursors } from '../../composition/cursors.ts';
import { followParts } from '../../composition/followed-parcels.ts';
import { guestLinks } from '../../composition/guest-links.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff } from '../../composition/system.ts';
import { transitHistory } from '../../composition/transit-history.ts';
import { httpApi } from '../../http/http-api.ts';
import type { OrdersDependencies } from './dependencies.ts';
import { ordersImplementations } from './route-table.ts';

const dependencies = (): OrdersDependencies => {
  const { TABLE_NAME, LINK_SECRET_ID, PUBLIC_URL, POLLED_CARRIERS } = readEnvironment(ENVIRONMENTS.OrdersApi);
  return {
    ...creationParts(TABLE_NAME),
    ...followParts(TABLE_NAME, POLLED_CARRIERS),
    notifications: notificationReads({ client: documentClient(), tableName: TABLE_NAME, backoff: systemBackoff }),
    history: transitHistory(TABLE_NAME),
    search: dynamoSearchReader(documentClient(), TABLE_NAME, systemBackoff),
    cursors: signedCursors(systemSecrets(), LINK_SECRET_ID),
    links: guestLinks(systemSecrets(), LINK_SECRET_ID, PUBLIC_URL),
  };
};

/** Orders: create, read, list, search, change. */
export const handler = httpApi({
  capability: 'OrdersApi',
  implementations: ordersImplementations,
  dependencies,
  revocations: ({ revocations }) => revocations,
});
