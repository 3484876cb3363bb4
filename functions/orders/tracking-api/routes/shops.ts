import type * as z from 'zod';
import type { Clock } from '../../../../shared/clock/clock.ts';
import { SHOPS_OPERATIONS } from '../../../../shared/contract/operations/shops.ts';
import { notFound, ProblemError, roleNotAllowed } from '../../../../shared/contract/problem.ts';
import type { shop as shopResponse } from '../../../../shared/contract/schemas/shop-response.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { faceOf, type Shop } from '../../../../shared/shops/shop.ts';
import type { ShopStore } from '../../../../shared/shops/shop-store.ts';
import type { Role } from '../../../../shared/workflows/workflow.ts';
import { expectedVersions, isUnchanged, mustBeNew } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { created, etagOf, notModified, ok } from '../../../http/responses.ts';
import { addressUnderBothNames } from '../../../orders/responses/places.ts';

export interface ShopsDependencies {
  readonly shops: ShopStore;
  readonly clock: Clock;
}

const STAFF: readonly Role[] = ['csr', 'admin', 'system'];
const MAY_CHANGE: readonly Role[] = ['seller', 'admin'];

const holds = (caller: Caller, wanted: readonly Role[]): boolean =>
  caller.kind === 'user' && caller.roles.some((role) => wanted.includes(role));

const isShopOf = (caller: Caller, shopId: string): boolean =>
  caller.kind === 'user' && caller.sellerIds.includes(shopId);

const publicView = (shop: Shop): z.input<typeof shopResponse> => ({
  shopId: shop.shopId,
  version: shop.version,
  ...faceOf(shop),
});

const fullView = (shop: Shop): z.input<typeof shopResponse> => ({
  ...publicView(shop),
  email: shop.email ?? null,
  phone: shop.phone ?? null,
  locale: shop.locale ?? null,
  timezone: shop.timezone ?? null,
  address: shop.address ? addressUnderBothNames(shop.address) : null,
  accountUrl: shop.accountUrl ?? null,
  pickup: shop.pickup ?? null,
  createdAt: shop.createdAt,
  updatedAt: shop.updatedAt,
});

export const getShop = implement(
  SHOPS_OPERATIONS.getShop,
  async ({ params: { shopId }, caller, headers }, { shops }: ShopsDependencies) => {
    const shop = await shops.get(shopId);
    if (shop === undefined) throw notFound('The shop');
    const isInside = isShopOf(caller, shopId) || holds(caller, STAFF);
    // Two views of one version are not the same response.
    const etag = isInside ? etagOf(shop) : `"${shop.version}.public"`;
    const freshness = {
      ETag: etag,
      'Cache-Control': isInside ? 'private, no-cache' : 'public, max-age=60',
      Vary: 'Authorization',
    };
    if (isUnchanged(headers, etag)) return notModified(freshness);
    return ok(isInside ? fullView(shop) : publicView(shop), freshness);
  },
);

/** Another's shop does not exist for a seller; a service may make one that is not there yet. */
const admitWriter = (caller: Caller, shopId: string, before: Shop | undefined): void => {
  if (isShopOf(caller, shopId) || holds(caller, ['admin'])) return;
  if (!holds(caller, ['system'])) throw notFound('The shop');
  if (before !== undefined) throw roleNotAllowed(MAY_CHANGE);
};

const PRECONDITION = 'The shop is no longer at the version named by the request';

const checkVersion = (headers: Readonly<Record<string, string | undefined>>, before: Shop | undefined): void => {
  const versions = expectedVersions(headers);
  const isOutdated = versions !== undefined && !versions.includes(before?.version ?? 0);
  if (isOutdated || (mustBeNew(headers) && before !== undefined)) {
    throw new ProblemError('PRECONDITION_FAILED', PRECONDITION);
  }
};

export const putShop = implement(
  SHOPS_OPERATIONS.putShop,
  async ({ params: { shopId }, body, caller, headers }, { shops, clock }: ShopsDependencies) => {
    const before = await shops.get(shopId);
    admitWriter(caller, shopId, before);
    checkVersion(headers, before);
    const profile = definedFields(body);
    const result = await shops.put({ shopId, profile, at: clock.now().toISOString() }, before);
    if (result.outcome === 'conflict') throw new ProblemError('VERSION_CONFLICT', 'The shop changed at the same time');
    const view = fullView(result.shop);
    const etag = { ETag: etagOf(result.shop) };
    return before === undefined ? created(view, { ...etag, Location: `/api/shops/${shopId}` }) : ok(view, etag);
  },
);
