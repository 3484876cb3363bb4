/** The service itself, and its pages. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { MAX_LINK_CHARACTERS } from '../schemas/lists.ts';
import { presenceFlag } from '../schemas/without-blanks.ts';

export const PLATFORM_OPERATIONS = {
  getHealth: {
    query: z.object({ deep: presenceFlag('Present: the table and the queues are asked, too') }),
    description:
      'With `?deep`, also checks the table and the queues, and returns 503 with the names of those that cannot ' +
      'be reached.',
  },
  getOpenApi: {},
  getAsyncApi: {},
  getDocs: {
    description: 'In a browser the page that shows this document; everything else is redirected to `/openapi.json`.',
  },
  getHomePage: {
    query: z.object({ order: z.string().max(MAX_LINK_CHARACTERS).exactOptional() }),
    description: 'The language follows `Accept-Language`. `order` fills in the order number of the form.',
  },
  findParcel: {
    query: z.object({ number: z.string().max(MAX_LINK_CHARACTERS).exactOptional() }),
    description:
      'A tracking number redirects to its page, an order number to the form that requests a link, anything else ' +
      'to the home page.',
  },
} as const satisfies Record<OperationIdOf<'PlatformApi'>, OperationSchemas>;
