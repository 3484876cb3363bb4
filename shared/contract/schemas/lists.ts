import * as z from 'zod';
import { PHASES } from '../../workflows/workflow.ts';
import { emailOf, orderIdIn, orderNumberOf, postcodeOf } from '../normalize.ts';
import { rangeEnd, timeZone } from './dates.ts';
import { locale, statusName } from './primitives.ts';
import { shortText } from './texts.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
/** Skipping is paid for by reading what is skipped: beyond this a cursor is the way. */
const MAX_PAGE = 50;
const MAX_STATUSES = 20;

/** Links with a token in them are pasted where a number is asked for. */
export const MAX_LINK_CHARACTERS = 2_048;

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
  status: z
    .string()
    .transform((names) => names.split(',').filter((name) => name.trim() !== ''))
    .pipe(z.array(statusName).min(1).max(MAX_STATUSES))
    .meta({ description: 'One status, or several with commas between: any of them.', examples: ['shipped,delivered'] })
    .exactOptional(),
  paymentMethod: shortText(40)
    .transform((method) => method.toLowerCase())
    .exactOptional(),
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

export const workflowQuery = z.object({
  version: z.coerce.number().int().min(1).exactOptional(),
  locale: locale.exactOptional(),
});

export const trackQuery = z.object({
  limit,
  cursor,
  /** Of the sentence that says where the estimate is from; English unless said. */
  locale: locale.exactOptional(),
});

/** A reader has followed a link: a token that opens nothing and a language that nobody speaks get a page all the same. */
export const pageQuery = z.object({ token: z.string().exactOptional(), lang: locale.exactOptional() });

/** A form sends what was left empty as an empty text. */
const orAbsent = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema.optional());

export const linkQuery = z
  .object({
    /** As in the confirmation, however it is typed (`ORD-2026-000173`, `#ord 2026 000173`), or a link of the order. */
    number: z
      .string()
      .max(MAX_LINK_CHARACTERS)
      .transform((text) => orderIdIn(text) ?? orderNumberOf(text))
      .pipe(
        z.string().regex(/^(?:[A-Z0-9-]{4,40}|ord_[0-9A-Z]{26})$/, 'Must be an order number, such as ORD-2026-000173'),
      ),
    email: orAbsent(
      z
        .string()
        .max(254)
        .transform(emailOf)
        .pipe(z.string().regex(/^[^@]+@[^@]+$/, 'Must be an e-mail address')),
    ),
    postcode: orAbsent(z.string().max(40).transform(postcodeOf).pipe(z.string().min(2).max(20))),
  })
  .refine(({ email, postcode }) => email !== undefined || postcode !== undefined, {
    path: ['email'],
    message: 'The e-mail address or the postcode is needed',
  });
