import type { Role } from '../workflows/workflow.ts';

/** Who calls, as the gateway's authorizer found it. `anonymous` reaches public routes only. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** Holder of a signed link to one order. */
  | { readonly kind: 'guest'; readonly orderId: string }
  | {
      readonly kind: 'user';
      readonly sub: string;
      readonly email?: string;
      /** `farmer` and `store` have become `seller`. */
      readonly roles: readonly Role[];
      readonly sellerIds: readonly string[];
    };
