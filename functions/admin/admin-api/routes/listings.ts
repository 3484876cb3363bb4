import { ADMIN_OPERATIONS } from '../../../../shared/contract/operations/admin.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import { startOf } from '../../../../shared/orders/model/estimate.ts';
import type { ManagedListing } from '../../../../shared/orders/use-cases/listing-store.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { expectedVersions, mustBeNew } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { etagOf, ok } from '../../../http/responses.ts';
import type { AdminDependencies } from '../dependencies.ts';

/** The shop whose listing is meant: a seller with one shop need not name it; another's does not exist for them. */
const shopOf = (caller: Caller, named: string | undefined): string => {
  if (caller.kind !== 'user') throw notFound('The listing');
  const [only, ...others] = caller.sellerIds;
  const sellerId = named ?? (others.length === 0 ? only : undefined);
  if (sellerId === undefined) {
    throw new ProblemError('VALIDATION_FAILED', 'The shop is required', {
      errors: [{ path: 'sellerId', message: 'Needed' }],
    });
  }
  if (!caller.roles.includes('admin') && !caller.sellerIds.includes(sellerId)) throw notFound('The listing');
  return sellerId;
};

const listingResponse = (listing: ManagedListing) =>
  ok(
    {
      listingId: listing.listingId,
      sellerId: listing.sellerId,
      available: listing.available,
      availableFrom: listing.availableFrom ?? null,
      stock: listing.stock ?? null,
      version: listing.version,
      updatedAt: listing.updatedAt,
    },
    { ETag: etagOf(listing) },
  );

export const getListing = implement(
  ADMIN_OPERATIONS.getListing,
  async ({ params, query, caller }, deps: AdminDependencies) => {
    const listing = await deps.listings.get(shopOf(caller, query.sellerId), params.listingId);
    if (listing === undefined) throw notFound('The listing');
    return listingResponse(listing);
  },
);

/** Of the versions of which the caller has seen one, the one that the listing has. */
const seenVersion = async (
  { listings }: AdminDependencies,
  { sellerId, listingId }: { readonly sellerId: string; readonly listingId: string },
  headers: Readonly<Record<string, string | undefined>>,
): Promise<number | undefined> => {
  if (mustBeNew(headers)) return 0;
  const versions = expectedVersions(headers);
  if (versions === undefined || versions.length === 1) return versions?.[0];
  const current = (await listings.get(sellerId, listingId))?.version ?? 0;
  if (!versions.includes(current)) throw new ProblemError('PRECONDITION_FAILED');
  return current;
};

export const putListing = implement(
  ADMIN_OPERATIONS.putListing,
  async ({ params, body, caller, headers }, deps: AdminDependencies) => {
    const { sellerId, timezone = 'UTC', availableFrom, ...listing } = body;
    const key = { sellerId: shopOf(caller, sellerId), listingId: params.listingId };
    const result = await deps.listings.put(
      {
        ...listing,
        ...key,
        availableFrom: availableFrom && startOf(availableFrom, timezone),
        updatedAt: deps.clock.now().toISOString(),
      },
      await seenVersion(deps, key, headers),
    );
    if (result.outcome === 'conflict') throw new ProblemError('PRECONDITION_FAILED');
    return listingResponse(result.listing);
  },
);
