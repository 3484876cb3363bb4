import * as z from 'zod';
import type { FulfilmentType } from '../../workflows/workflow.ts';

const SPELLINGS: Readonly<Record<FulfilmentType, readonly string[]>> = {
  pickup: [
    'pickup',
    'collection',
    'clickandcollect',
    'clickcollect',
    'curbsidepickup',
    'storepickup',
    'localpickup',
    'instorepickup',
  ],
  delivery: ['delivery', 'homedelivery', 'localdelivery', 'local'],
  shipping: ['shipping', 'ship', 'shipment'],
};
const BY_SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([type, spellings]) =>
    spellings.map((spelling): [string, string] => [spelling, type]),
  ),
);

const plain = (text: string): string => text.replace(/[^\p{L}]/gu, '').toLowerCase();

/** How the order reaches the customer, in any case, with or without hyphens (`PICK_UP`). Another is refused: it says where to. */
export const fulfilmentType = z
  .string()
  .transform((text) => BY_SPELLING.get(plain(text)) ?? text)
  .pipe(z.enum(['pickup', 'delivery', 'shipping']))
  .meta({ description: 'Case-insensitive.', enum: ['pickup', 'delivery', 'shipping'] });

/** Both spellings of the member may be there, with one meaning. */
export const isOneFulfilment = (british: FulfilmentType | undefined, american: FulfilmentType | undefined): boolean =>
  british === undefined || american === undefined || british === american;
