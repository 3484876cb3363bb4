import type { TrackedCarrier } from '../../../shared/contract/carrier-apis.ts';
import type { CourierDependencies } from '../../../shared/deliveries/ask-courier.ts';
import type { RevocationReader } from '../../../shared/security/access-revocations.ts';
import type { ShopReader } from '../../../shared/shops/shop-store.ts';
import type { IdempotentDependencies } from '../../http/idempotency.ts';

/** What the routes of couriers work with. */
export interface DeliveriesDependencies extends CourierDependencies, IdempotentDependencies {
  readonly revocations: RevocationReader;
  readonly shops: ShopReader;
  /** Those that the stage has an account with. */
  readonly couriers: readonly TrackedCarrier[];
}
