import { codes, type StatusMap } from '../status-code.ts';

/**
 * Correos publishes no list of its event codes: these come from public projects, and those of `P10`, `H01I350V`,
 * `I01H210V`, `H010930R` and `M01E020R` were seen on real parcels. `V` and `R` at the end are the colours green and red.
 */
export const CORREOS_CODES: StatusMap = new Map([
  ...codes('label_created', 'P010000V X010000V A090000V'),
  ...codes('picked_up', 'A010000V'),
  ...codes('in_transit', 'P040000V P100000V P101110V P101120V P090000V P110000V G01L010V H01I360V X020000V X040000V'),
  ...codes('in_transit', 'X060000V X070000V X110100V'),
  ...codes('out_for_delivery', 'H020000V X080000V'),
  ...codes('available_for_pickup', 'H01I350V X380000V X390000V L010000V'),
  ...codes('delivered', 'I01H210V I010000V X120000V'),
  ...codes('delivery_attempted', 'H010930R', 'recipient_unavailable'),
  ...codes('delivery_attempted', 'H06P010V X090100R X090060R X130000R'),
  ...codes('delivery_attempted', 'M01E020R', 'address_problem'),
  ...codes('returning', 'O140000V'),
]);

/** Of an event without a code; one with an unknown code moves nothing, whatever its phase. */
export const CORREOS_PHASES: StatusMap = new Map([
  ...codes('label_created', '1'),
  ...codes('in_transit', '2'),
  ...codes('out_for_delivery', '3'),
  ...codes('delivered', '4'),
]);
