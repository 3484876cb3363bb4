import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoInboxStore } from '../../../shared/store/dynamo-inbox-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { requestRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { signedCursors } from '../../composition/cursors.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { inboxChanges } from '../../consumers/inbox-changes.ts';
import { httpApi } from '../../http/http-api.ts';
import type { NotificationsDependencies } from './dependencies.ts';
import { notificationsImplementations } from './route-table.ts';

const dependencies = (): NotificationsDependencies => {
  const environment = readEnvironment(ENVIRONMENTS.NotificationsApi);
  const { TABLE_NAME, LINK_SECRET_ID } = environment;
  return {
    inbox: dynamoInboxStore(documentClient(), TABLE_NAME, systemBackoff),
    store: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    cursors: signedCursors(systemSecrets(), LINK_SECRET_ID),
    revocations: requestRevocations(TABLE_NAME),
    publishInboxChange: inboxChanges(environment),
    clock: systemClock,
  };
};

/** What people have been notified of. */
export const handler = httpApi({
  capability: 'NotificationsApi',
  implementations: notificationsImplementations,
  dependencies,
  revocations: ({ revocations }) => revocations,
});
