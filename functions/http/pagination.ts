import type * as z from 'zod';
import type { Pagination } from '../../shared/contract/schemas/pagination.ts';
import type { Cursors } from '../composition/cursors.ts';

/** What is known of a page. A page that was reached by a cursor has no number. */
export interface PageFacts {
  readonly limit: number;
  readonly page?: number | undefined;
  /** Absent where counting would cost more than it is worth. */
  readonly total?: number | undefined;
}

/** The pagination of a response: what is not known is null. */
export const paginationOf = ({ limit, page, total }: PageFacts, nextCursor: string | null): Pagination => ({
  page: page ?? null,
  limit,
  total: total ?? null,
  totalPages: total === undefined ? null : Math.ceil(total / limit),
  nextCursor,
});

export interface ListDefinition<P> {
  /** Names the list with its owner, filters and order: a cursor is good for the very list that it was made in. */
  readonly scope: string;
  /** Where in the list a page begins. */
  readonly position: z.ZodType<P>;
}

/** A list that is read page by page, with signed cursors. */
export interface PagedList<P> {
  /**
   * @returns the position in the cursor, `undefined` without one.
   * @throws ProblemError `INVALID_CURSOR` for anything that was not made for this list.
   */
  positionOf(cursor: string | undefined): Promise<P | undefined>;
  /** The cursor of the position, `null` where there is no next page. */
  cursorOf(next: P | undefined): Promise<string | null>;
  /** The pagination of a page after which the list continues at `next`. */
  paginationOf(facts: PageFacts, next: P | undefined): Promise<Pagination>;
}

export const pagedList = <P>(cursors: Cursors, { scope, position }: ListDefinition<P>): PagedList<P> => {
  const cursorOf = (next: P | undefined): Promise<string | null> => cursors.seal(scope, next);
  return {
    positionOf: async (cursor) => {
      const opened = await cursors.open(scope, cursor);
      return opened === undefined ? undefined : position.parse(opened);
    },
    cursorOf,
    paginationOf: async (facts, next) => paginationOf(facts, await cursorOf(next)),
  };
};
