import type { CreationDependencies } from '../../../shared/orders/use-cases/create-order.ts';
import type { DeliveryPhotos } from '../../../shared/orders/use-cases/delivery-photos.ts';
import type { CommandDependencies } from '../../../shared/orders/use-cases/execute-command.ts';
import type { LocationStore } from '../../../shared/orders/use-cases/location-store.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { IdempotentDependencies } from '../../http/idempotency.ts';

/** What the store's routes work with. */
export interface StoreDependencies extends CommandDependencies, CreationDependencies, IdempotentDependencies {
  readonly revocations: RevocationReader;
  readonly locations: LocationStore;
  readonly photos: DeliveryPhotos;
}
