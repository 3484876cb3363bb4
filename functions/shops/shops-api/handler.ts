import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { dynamoShopStore } from '../../../shared/store/dynamo-shop-store.ts';
import { requestRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemClock } from '../../composition/system.ts';
import { httpApi } from '../../http/http-api.ts';
import { shopsImplementations } from './route-table.ts';
import type { ShopsDependencies } from './routes/shops.ts';

const dependencies = (): ShopsDependencies => {
  const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.ShopsApi);
  return {
    shops: dynamoShopStore(documentClient(), TABLE_NAME),
    revocations: requestRevocations(TABLE_NAME),
    clock: systemClock,
  };
};

/** Names, faces and addresses of shops. */
export const handler = httpApi({
  capability: 'ShopsApi',
  implementations: shopsImplementations,
  dependencies,
  revocations: ({ revocations }) => revocations,
});
