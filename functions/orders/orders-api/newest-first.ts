import * as z from 'zod';
import type { PageRequest, Position } from '../../../shared/orders/use-cases/newest-first.ts';
import type { Cursors } from '../../composition/cursors.ts';
import { type PagedList, pagedList } from '../../http/pagination.ts';

const position = z.object({ createdAt: z.string(), orderId: z.string() });

/** A list of orders, newest first. The scope names the form of the position: a cursor of another one is not of this list. */
export const newestFirst = (cursors: Cursors, list: string): PagedList<Position> =>
  pagedList(cursors, { scope: `newest-first:${list}`, position });

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly page?: number;
}

/** What of the list is asked for. `cursor` wins over `page`. */
export const pageRequestOf = async (
  list: PagedList<Position>,
  { limit, cursor, page }: PageQuery,
): Promise<PageRequest> => {
  const after = await list.positionOf(cursor);
  return after === undefined ? { limit, page: page ?? 1 } : { limit, after };
};
