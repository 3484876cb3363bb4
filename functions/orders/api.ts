import { ENVIRONMENTS, readEnvironment } from '../../shared/contract/environment.ts';
import { dynamoNotificationStore } from '../../shared/store/notification-store.ts';
import { dynamoSearchStore } from '../../shared/store/search-store.ts';
import { documentClient } from '../support/clients/dynamodb.ts';
import { creationParts } from '../support/command-parts.ts';
import { systemBackoff } from '../support/composition.ts';
import { signedCursors } from '../support/cursors.ts';
import { guestLinks } from '../support/guest-links.ts';
import { httpApi } from '../support/http-api.ts';
import { systemSecrets } from '../support/secrets.ts';
import type { OrdersDependencies } from './dependencies.ts';
import { ordersImplementations } from './implementations.ts';

const dependencies = (): OrdersDependencies => {
  const { TABLE_NAME, LINK_SECRET_ID, PUBLIC_URL } = readEnvironment(ENVIRONMENTS.OrdersApi);
  return {
    ...creationParts(TABLE_NAME),
    notifications: dynamoNotificationStore(documentClient(), TABLE_NAME, systemBackoff),
    search: dynamoSearchStore(documentClient(), TABLE_NAME, systemBackoff),
    cursors: signedCursors(systemSecrets(), LINK_SECRET_ID),
    links: guestLinks(systemSecrets(), LINK_SECRET_ID, PUBLIC_URL),
  };
};

/** Orders: create, read, list, search, change. */
export const handler = httpApi({ capability: 'OrdersApi', implementations: ordersImplementations, dependencies });
