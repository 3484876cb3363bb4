import * as z from 'zod';
import { PROBLEM_CODES } from '../problem.ts';

/** `application/problem+json`, RFC 9457, with this API's own members. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.enum(PROBLEM_CODES),
  timestamp: z.string(),
  path: z.string(),
  requestId: z.string(),
  canRetry: z.boolean().optional(),
  suggestedAction: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  currentStatus: z.string().optional(),
  allowedNext: z.array(z.string()).optional(),
  /** With `UNKNOWN_STATUS`: every status of the order's workflow. */
  statuses: z.array(z.string()).optional(),
  allowedRoles: z.array(z.string()).optional(),
  jobId: z.string().optional(),
  reason: z.string().optional(),
  success: z.boolean().optional(),
  error: z.string().optional().describe('As `detail`, where `success` is false'),
  message: z.string().optional().describe('For the buyer, of an order that was not created'),
  details: z.string().optional().describe('As `detail`, beside `message`'),
});
