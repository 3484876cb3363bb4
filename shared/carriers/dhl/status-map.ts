import type { ScanReason } from '../../orders/model/order.ts';
import type { Milestone } from '../../workflows/workflow.ts';
import { codes, type StatusMap } from '../status-code.ts';

/** DHL's five status codes, in lower case: the push writes them with capitals. */
export const DHL_CODES: StatusMap = new Map([
  ...codes('label_created', 'pre-transit'),
  ...codes('in_transit', 'transit'),
  ...codes('delivered', 'delivered'),
  ...codes('delivery_attempted', 'failure'),
  ...codes('notice', 'unknown'),
]);

/** What a code means where DHL's text says more, the first that fits. A text never changes another code. */
export const REFINED_BY_TEXT: readonly {
  readonly code: string;
  readonly pattern: RegExp;
  readonly milestone: Milestone;
  readonly reason?: ScanReason;
}[] = [
  { code: 'delivered', pattern: /\breturned to (?:the )?(?:shipper|sender)\b/i, milestone: 'returned' },
  // In German and Spanish as well: a parcel that went back must not be taken for one that arrived.
  {
    code: 'delivered',
    pattern: /zur(?:ü|ue)ck(?:gesandt|geschickt)|R(?:ü|ue)cksendung|devuelt[oa] al? remitente/i,
    milestone: 'returned',
  },
  {
    code: 'transit',
    pattern: /\breturn(?:ing|ed)? to (?:the )?(?:shipper|sender)\b|\breturn shipment\b/i,
    milestone: 'returning',
  },
  {
    code: 'transit',
    pattern: /\bout for delivery\b|\bwith (?:the )?delivery courier\b|\bloaded onto the delivery vehicle\b/i,
    milestone: 'out_for_delivery',
  },
  {
    code: 'transit',
    pattern: /\b(?:ready|available|awaiting) (?:for )?(?:collection|pick-?up)\b|\bheld for (?:collection|pick-?up)\b/i,
    milestone: 'available_for_pickup',
  },
  {
    code: 'transit',
    pattern: /\b(?:released|cleared) (?:by|through|from) customs\b|\b(?:customs )?clearance (?:is )?complete/i,
    milestone: 'in_transit',
  },
  { code: 'transit', pattern: /\bcustoms\b|\bclearance\b/i, milestone: 'customs', reason: 'customs_hold' },
  {
    code: 'transit',
    pattern: /\b(?:shipment|parcel|package|item) (?:has been |was )?picked up\b/i,
    milestone: 'picked_up',
  },
  { code: 'transit', pattern: /\barrived at\b/i, milestone: 'arrived_at_facility' },
  { code: 'transit', pattern: /\bdelayed\b/i, milestone: 'delayed' },
  {
    code: 'failure',
    pattern: /\breturn(?:ing|ed)? to (?:the )?(?:shipper|sender)\b/i,
    milestone: 'returning',
  },
  { code: 'failure', pattern: /\bdamaged?\b/i, milestone: 'exception', reason: 'damaged' },
  { code: 'failure', pattern: /\blost\b|\bmissing\b/i, milestone: 'exception', reason: 'lost' },
];
