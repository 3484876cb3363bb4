/** What support's and operations' operations take and answer. */
import * as z from 'zod';
import { workflowShapeSchema } from '../../workflows/workflow-schema.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import {
  bulkBody,
  bulkJob,
  listing,
  listingBody,
  listingQuery,
  moveBody,
  movedOrder,
  statusOverview,
  workflowList,
} from '../schemas/admin.ts';
import { id } from '../schemas/primitives.ts';

const workflowParams = z.object({ id });
/** Versions are given out by the service. */
const workflowBody = workflowShapeSchema.omit({ version: true }).extend({ version: z.int().min(1).exactOptional() });
const listingParams = z.object({ listingId: id });

export const ADMIN_OPERATIONS = {
  getStatusOverview: {
    responses: { 200: statusOverview },
    description: 'Orders that are not over, by phase; those that wait longest are named.',
  },
  moveOrder: {
    params: z.object({ orderId: id }),
    body: moveBody,
    responses: { 200: movedOrder },
    example: { status: 'delivered', force: true, reason: 'Handed over in person' },
  },
  startBulkStatus: {
    body: bulkBody,
    responses: { 200: bulkJob },
    example: { orderIds: ['ord_1', 'ord_2'], status: 'confirmed', reason: 'Payment batch settled' },
    description: 'Answers when all are done; progress can be read by the job id meanwhile (`Idempotency-Key` applies).',
  },
  getBulkStatus: { params: z.object({ jobId: id }), responses: { 200: bulkJob } },
  listWorkflows: { responses: { 200: workflowList } },
  createWorkflow: { body: workflowBody, responses: { 201: workflowShapeSchema } },
  getWorkflow: {
    params: workflowParams,
    query: z.object({ version: z.coerce.number().int().min(1).exactOptional() }),
    responses: { 200: workflowShapeSchema },
  },
  replaceWorkflow: { params: workflowParams, body: workflowBody, responses: { 200: workflowShapeSchema } },
  getListing: { params: listingParams, query: listingQuery, responses: { 200: listing } },
  putListing: {
    params: listingParams,
    body: listingBody,
    responses: { 200: listing },
    example: { sellerId: 'shop-7', stock: 100, available: true },
  },
} as const satisfies Record<OperationIdOf<'AdminApi'>, OperationSchemas>;
