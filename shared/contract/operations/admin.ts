/** What the operations of support and operations staff take and return. */
import * as z from 'zod';
import { workflowShapeSchema } from '../../workflows/workflow-schema.ts';
import { WORKFLOW_EXAMPLE } from '../examples.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import {
  bulkBody,
  carrierBody,
  listingBody,
  listingQuery,
  moveBody,
  phaseListQuery,
  revokeAccessBody,
} from '../schemas/admin.ts';
import { id } from '../schemas/id.ts';

const workflowParams = z.object({ id });
/** Versions are given out by the service. */
const workflowBody = workflowShapeSchema.omit({ version: true }).extend({ version: z.int().min(1).exactOptional() });
const listingParams = z.object({ listingId: id });

export const ADMIN_OPERATIONS = {
  getStatusOverview: {
    description:
      'Counts orders that are not final by phase and status, and lists the orders that have been in their ' +
      'status longest.',
  },
  listOrdersInPhase: {
    query: phaseListQuery,
    description:
      'Pages by `nextCursor`; a page may hold fewer orders than `limit` where some have moved on meanwhile. ' +
      '`total` is null: the status overview counts.',
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
      'Within seconds, every token issued to the user before this request is refused, and sockets and streams ' +
      'opened with one are closed with 4403. Change the roles or shops of the user first; tokens issued later ' +
      'are accepted.',
  },
  startBulkStatus: {
    body: bulkBody,
    example: { orderIds: ['ord_1', 'ord_2'], status: 'confirmed', reason: 'Payment batch settled' },
    description:
      'Up to 100 orders are changed before the response (200). More orders are changed after it (202); get ' +
      'progress and results by the job id. An order that already has the status counts as changed.',
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
  listCarriers: {
    description:
      'Figures are of the calls that polling made in the last 24 hours. `no_account`: the stage has no credentials for ' +
      'the API of the carrier, whose parcels move by webhooks alone.',
  },
  putCarrier: {
    params: z.object({ carrier: id }),
    body: carrierBody,
    example: { enabled: true, reason: 'New credentials are in place' },
    description:
      'Off: nothing is asked of the carrier; its webhooks are still applied. On: also ends a pause after refused ' +
      'credentials. Parcels that were due meanwhile are asked for at the pace of the carrier.',
  },
} as const satisfies Record<OperationIdOf<'AdminApi'>, OperationSchemas>;
