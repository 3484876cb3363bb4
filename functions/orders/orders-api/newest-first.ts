import * as z from 'zod';
import type { Pagination } from '../../../shared/contract/schemas/pagination.ts';
import type { PageRequest, Position } from '../../../shared/orders/use-cases/newest-first.ts';
import type { Cursors } from '../../composition/cursors.ts';

const positionShape = z.object({ createdAt: z.string(), orderId: z.string() });

/** Names the form of the position: a cursor of another one is not of this list. */
const scopeOf = (list: string): string => `newest-first:${list}`;

/** What of a list that is newest first is asked for. `cursor` wins over `page`. */
export const openPage = async (
  cursors: Cursors,
  list: string,
  { limit, cursor, page }: { readonly limit: number; readonly cursor?: string; readonly page?: number },
): Promise<PageRequest> => {
  const position = await cursors.open(scopeOf(list), cursor);
  if (position !== undefined) return { limit, after: positionShape.parse(position) };
  return { limit, page: page ?? 1 };
};

/** The pagination of the response: a page that was reached by a cursor has no number. */
export const paginationOf = async (
  cursors: Cursors,
  list: string,
  { limit, page }: PageRequest,
  { total, next }: { readonly total?: number; readonly next?: Position },
): Promise<Pagination> => ({
  page: page ?? null,
  limit,
  total: total ?? null,
  totalPages: total === undefined ? null : Math.ceil(total / limit),
  nextCursor: await cursors.seal(scopeOf(list), next),
});
