import { COURIERS } from '../../../shared/contract/carrier-apis.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoAuditStore } from '../../../shared/store/dynamo-audit-store.ts';
import { dynamoCarrierStateStore } from '../../../shared/store/dynamo-carrier-state-store.ts';
import { dynamoDeliveryBookStore } from '../../../shared/store/dynamo-delivery-book-store.ts';
import { dynamoShopStore } from '../../../shared/store/dynamo-shop-store.ts';
import { carrierClients } from '../../composition/carrier-clients.ts';
import { carrierUpdateParts } from '../../composition/carrier-updates.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { httpApi } from '../../http/http-api.ts';
import type { DeliveriesDependencies } from './dependencies.ts';
import { deliveriesImplementations } from './route-table.ts';

const dependencies = (): DeliveriesDependencies => {
  const environment = readEnvironment(ENVIRONMENTS.DeliveriesApi);
  const { TABLE_NAME, POLLED_CARRIERS } = environment;
  const clientOf = carrierClients(environment, systemSecrets());
  return {
    ...carrierUpdateParts(TABLE_NAME),
    audit: dynamoAuditStore(documentClient(), TABLE_NAME),
    books: dynamoDeliveryBookStore(documentClient(), TABLE_NAME),
    carriers: dynamoCarrierStateStore(documentClient(), TABLE_NAME),
    shops: dynamoShopStore(documentClient(), TABLE_NAME),
    couriers: COURIERS.filter(({ id }) => POLLED_CARRIERS.includes(id)),
    clientOf: ({ id }) => clientOf(id),
  };
};

/** Couriers: quotes, deliveries, cancellations. */
export const handler = httpApi({
  capability: 'DeliveriesApi',
  implementations: deliveriesImplementations,
  dependencies,
  revocations: ({ revocations }) => revocations,
});
