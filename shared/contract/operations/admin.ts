/** What the operations of support and operations staff take and return. */
import * as z from 'zod';
import { workflowShapeSchema } from '../../workflows/workflow-schema.ts';
import { WORKFLOW_EXAMPLE } from '../examples.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { bulkBody, listingBody, listingQuery, moveBody, revokeAccessBody } from '../schemas/admin.ts';
import { id } from '../schemas/primitives.ts';

const workflowParams = z.object({ id });
/** Versions are given out by the service. */
const workflowBody = workflowShapeSchema.omit({ version: true }).extend({ version: z.int().min(1).exactOptional() });
const listingParams = z.object({ listingId: id });

export const ADMIN_OPERATIONS = {
  getStatusOverview: {
    description: 'Orders that are not over, by phase; those that wait longest are named.',
  },
  moveOrder: {
    params: z.object({ orderId: id }),
    body: moveBody,
    example: { status: 'delivered', force: true, reason: 'Handed over in person' },
  },
  revokeAccess: {
    params: z.object({ userId: id }),
    body: revokeAccessBody,
    example: { reason: 'Left the company' },
    description:
      'Every token that the user holds is refused from now on, within seconds; sockets and streams that it opened end ' +
      'with 4403 before anything more is sent. A token that they get afterwards is good: change their roles first.',
  },
  startBulkStatus: {
    body: bulkBody,
    example: { orderIds: ['ord_1', 'ord_2'], status: 'confirmed', reason: 'Payment batch settled' },
    description:
      'Up to 100 orders are moved before the response (200), more of them after it (202), with the progress and the ' +
      'result of each order under the job id. An order that is in the status already counts as moved.',
  },
  getBulkStatus: { params: z.object({ jobId: id }) },
  listWorkflows: {},
  createWorkflow: { body: workflowBody, example: WORKFLOW_EXAMPLE },
  getWorkflow: {
    params: workflowParams,
    query: z.object({ version: z.coerce.number().int().min(1).exactOptional() }),
  },
  replaceWorkflow: { params: workflowParams, body: workflowBody, example: WORKFLOW_EXAMPLE },
  getListing: { params: listingParams, query: listingQuery },
  putListing: {
    params: listingParams,
    body: listingBody,
    example: { sellerId: 'shop-7', stock: 100, available: true },
  },
} as const satisfies Record<OperationIdOf<'AdminApi'>, OperationSchemas>;
