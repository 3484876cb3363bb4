import * as z from 'zod';
import { TRACKING_OPERATIONS } from '../../../../shared/contract/operations/tracking.ts';
import { isUnchanged } from '../../../http/conditional.ts';
import { implement } from '../../../http/http-api.ts';
import { pagedList } from '../../../http/pagination.ts';
import { notModified, ok } from '../../../http/responses.ts';
import { admit, publicScanOf, readParcel, type TrackingDependencies } from '../read-parcel.ts';

/** Unless the address says another: the response of one address is the same for everybody, and cached so. */
const LANGUAGE = 'en';

/** How many scans come before the page. */
const position = z.int().min(0);

export const trackParcel = implement(TRACKING_OPERATIONS.trackParcel, async (request, deps: TrackingDependencies) => {
  const { params, query, headers } = request;
  await admit(deps, await deps.viewers.of(request));
  const { trackingNumber, scans, etag, responseIn } = await readParcel(deps, params.trackingNumber);
  const list = pagedList(deps.cursors, { scope: `track:${trackingNumber}`, position });
  const offset = (await list.positionOf(query.cursor)) ?? 0;
  const freshness = { ETag: etag, 'Cache-Control': 'public, max-age=5' };
  if (isUnchanged(headers, etag)) return notModified(freshness);
  const end = offset + query.limit;
  return ok(
    {
      ...responseIn(query.locale ?? LANGUAGE),
      scans: scans.slice(offset, end).map(publicScanOf),
      nextCursor: await list.cursorOf(end < scans.length ? end : undefined),
    },
    freshness,
  );
});
