import * as z from 'zod';
import { orderList } from './order-response.ts';

/** `truncated`: the query is so common that only some of what it finds was looked at; `total` is null then. */
export const foundOrders = orderList.extend({ truncated: z.boolean() });
