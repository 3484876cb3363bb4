import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { signedCursors } from '../../../functions/composition/cursors.ts';
import type { SecretReader } from '../../../functions/composition/secrets.ts';
import { pagedList, paginationOf } from '../../../functions/http/pagination.ts';

const secrets: SecretReader = {
  read: async () => ({ current: 'a secret' }),
  accepts: async (_id, check) => check('a secret'),
};
const cursors = signedCursors(secrets, 'cursors');
const position = z.int().min(0);
const list = pagedList(cursors, { scope: 'list:1', position });

describe('a paged list', () => {
  it('continues where its last page ended', async () => {
    const { nextCursor } = await list.paginationOf({ limit: 20, total: 41 }, 20);
    expect(await list.positionOf(nextCursor ?? undefined)).toBe(20);
  });

  it('begins at the first page without a cursor, and ends without one', async () => {
    expect(await list.positionOf(undefined)).toBeUndefined();
    expect(await list.cursorOf(undefined)).toBeNull();
  });

  it('takes no cursor of another list, and none that was changed', async () => {
    const other = await pagedList(cursors, { scope: 'list:2', position }).cursorOf(20);
    const own = await list.cursorOf(20);
    for (const cursor of [other, `${own}A`, 'x']) {
      await expect(list.positionOf(cursor ?? undefined)).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    }
  });
});

describe('pagination', () => {
  it.each([
    [
      { limit: 20, page: 2, total: 41 },
      { page: 2, total: 41, totalPages: 3 },
    ],
    [
      { limit: 20, page: 1, total: 0 },
      { page: 1, total: 0, totalPages: 0 },
    ],
    [{ limit: 20 }, { page: null, total: null, totalPages: null }],
  ])('of %j', (facts, expected) => {
    expect(paginationOf(facts, null)).toEqual({ limit: 20, nextCursor: null, ...expected });
  });
});
