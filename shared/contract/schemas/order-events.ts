import * as z from 'zod';
import { id } from './id.ts';
import { limit } from './lists.ts';

const SCOPES = ['order', 'customerId', 'sellerId', 'farmId'] as const;

/** As frontends of farms read it; in any case. */
export const farmDialect = z
  .string()
  .transform((name) => name.toLowerCase())
  .pipe(z.enum(['farm']))
  .meta({ description: 'As frontends of farms read it', enum: ['farm'] });

/** Whose events: exactly one of the four. `farmId` is another name of `sellerId`, for frontends of farms. */
export const orderEventsQuery = z
  .object({
    order: id.exactOptional(),
    customerId: id.exactOptional(),
    sellerId: id.exactOptional(),
    farmId: id.exactOptional(),
    dialect: farmDialect
      .meta({
        description: 'Events of the stream without names, for `onmessage`. Implied by `farmId`.',
        enum: ['farm'],
      })
      .exactOptional(),
    /** Where to go on: any cursor of the socket, of the stream or of an earlier page. */
    after: z.string().min(1).exactOptional(),
    limit,
    focused: z
      .enum(['true', 'false'])
      .meta({
        description:
          'With the caller’s own `customerId`: somebody looks, and no push messages are sent for 150 seconds',
      })
      .exactOptional(),
  })
  .refine((query) => SCOPES.filter((scope) => query[scope] !== undefined).length === 1, {
    path: ['order'],
    message: 'Exactly one of order, customerId and sellerId (or farmId) is needed',
  });
export type OrderEventsQuery = z.output<typeof orderEventsQuery>;
