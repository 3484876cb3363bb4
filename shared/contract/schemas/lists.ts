import * as z from 'zod';
import { PHASES } from '../../workflows/workflow.ts';
import { rangeEnd, timeZone } from './dates.ts';
import { email, locale, statusName } from './primitives.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
/** Skipping is paid for by reading what is skipped: beyond this a cursor is the way. */
const MAX_PAGE = 50;

export const limit = z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT);
export const cursor = z.string().min(1).max(2048).exactOptional();

/** How every list is paged. `cursor` wins over `page`. */
export const paging = {
  limit,
  cursor,
  page: z.coerce.number().int().min(1).max(MAX_PAGE).exactOptional(),
};

export const orderListQuery = z.object({
  ...paging,
  status: statusName.exactOptional(),
  phase: z.enum(PHASES).exactOptional(),
  from: rangeEnd.exactOptional(),
  to: rangeEnd.exactOptional(),
  /** Whose days `from` and `to` are. */
  timezone: timeZone.default('UTC'),
  sortBy: z.enum(['createdAt', 'status', 'totalAmount']).default('createdAt'),
  sortOrder: z.enum(['asc', 'desc']).default('desc'),
});

export const timelineQuery = z.object({
  limit,
  cursor,
  /** Language of the descriptions; `Accept-Language`, then the order's own, unless said. */
  locale: locale.exactOptional(),
});

export const trackQuery = z.object({ limit, cursor });

export const linkQuery = z
  .object({
    /** As in the confirmation, in any case. */
    number: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9-]{4,40}$/, 'An order number')
      .transform((number) => number.toUpperCase()),
    email: email.exactOptional(),
    postcode: z.string().trim().min(2).max(20).exactOptional(),
  })
  .refine(({ email: address, postcode }) => address !== undefined || postcode !== undefined, {
    path: ['email'],
    message: 'The e-mail address or the postcode is needed',
  });
