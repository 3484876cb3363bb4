import * as z from 'zod';

/** `page`, `total` and `totalPages` are null where counting would cost more than it is worth. */
export const pagination = z.object({
  page: z.int().nullable(),
  limit: z.int(),
  total: z.int().nullable(),
  totalPages: z.int().nullable(),
  nextCursor: z.string().nullable(),
});
export type Pagination = z.output<typeof pagination>;
