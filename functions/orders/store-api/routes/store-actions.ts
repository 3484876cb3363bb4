/** What a store and a driver do: each is one command on the same orders. */

import type { BodyOf } from '../../../../shared/contract/operation.ts';
import { STORE_OPERATIONS } from '../../../../shared/contract/operations/store.ts';
import { PHOTO_PREFIX } from '../../../../shared/contract/photo-prefix.ts';
import { ProblemError } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { OrderCommand } from '../../../../shared/orders/commands/command.ts';
import { e164Of } from '../../../../shared/orders/model/phone-e164.ts';
import { DEFAULT_UNIT } from '../../../../shared/orders/model/quantity.ts';
import { photoFolder } from '../../../../shared/orders/use-cases/delivery-photos.ts';
import type { Caller } from '../../../../shared/security/caller.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { changeStatusCommand } from '../../orders-api/routes/change-order-status.ts';
import type { StoreDependencies } from '../dependencies.ts';
import { actForStore, storeResponse } from '../store-response.ts';

export const getTracking = implement(
  STORE_OPERATIONS.getTracking,
  async ({ params, caller }, deps: StoreDependencies) =>
    storeResponse(deps, await visibleOrder(deps.store, caller, params.order_id)),
);

export const changeTrackingStatus = implement(
  STORE_OPERATIONS.changeTrackingStatus,
  async ({ body, ...request }, deps: StoreDependencies) => {
    const { tracking_number, estimated_delivery, status_details, ...details } = body;
    const command = changeStatusCommand({
      ...details,
      ...definedFields({
        trackingNumber: tracking_number,
        estimatedDelivery: estimated_delivery,
        statusDetails: status_details,
      }),
    });
    return actForStore(deps, request, command);
  },
);

export const acknowledgeOrder = implement(
  STORE_OPERATIONS.acknowledgeOrder,
  async ({ body, ...request }, deps: StoreDependencies) =>
    actForStore(deps, request, {
      type: 'acknowledge',
      ...definedFields({ estimatedReadyAt: body.estimated_ready_at }),
    }),
);

type SubstitutionsBody = BodyOf<typeof STORE_OPERATIONS.changeSubstitutions>;

type SubstituteBody = NonNullable<NonNullable<SubstitutionsBody['substitutions']>[number]['substitute']>;

const priced = ({ unit_price, unit, image, ...rest }: SubstituteBody) => ({
  ...rest,
  ...definedFields({ image }),
  ...(unit !== undefined && unit !== DEFAULT_UNIT && { unit }),
  unitPrice: unit_price,
});

const replyCommand = (answers: NonNullable<SubstitutionsBody['answers']>): OrderCommand => ({
  type: 'answer_substitutions',
  answers: answers.map(({ substitution_id, decision }) => ({ substitutionId: substitution_id, decision })),
});

const proposeCommand = (
  substitutions: NonNullable<SubstitutionsBody['substitutions']>,
  { ids, clock }: StoreDependencies,
): OrderCommand => ({
  type: 'propose_substitutions',
  substitutions: substitutions.map(({ substitution_id, item_id, substitute }) => ({
    substitutionId: substitution_id ?? `sub_${ids.ulid(clock.now())}`,
    itemId: item_id,
    ...(substitute && { substitute: priced(substitute) }),
  })),
});

export const changeSubstitutions = implement(
  STORE_OPERATIONS.changeSubstitutions,
  async ({ body, ...request }, deps: StoreDependencies) => {
    const { answers, substitutions = [] } = body;
    const command = answers ? replyCommand(answers) : proposeCommand(substitutions, deps);
    return actForStore(deps, request, command);
  },
);

export const assignDriver = implement(
  STORE_OPERATIONS.assignDriver,
  async ({ body, ...request }, deps: StoreDependencies) => {
    const { driver_id, ...driver } = body;
    const phoneE164 = driver.phone === undefined ? undefined : e164Of(driver.phone);
    return actForStore(deps, request, {
      type: 'assign_driver',
      driver: { ...driver, ...definedFields({ phoneE164 }), driverId: driver_id },
    });
  },
);

/** A key of ours is good for the order and the driver that it was given out for. */
const checkPhotoKey = (orderId: string, caller: Caller, photoKey: string | undefined): void => {
  if (photoKey?.startsWith(PHOTO_PREFIX) !== true) return;
  if (caller.kind === 'user' && photoKey.startsWith(photoFolder(orderId, caller.sub))) return;
  throw new ProblemError('VALIDATION_FAILED', 'The photo was not uploaded for this order by this driver', {
    errors: [{ path: 'proof.photoKey', message: 'Must be a key that was given out for this order' }],
  });
};

export const confirmDelivered = implement(
  STORE_OPERATIONS.confirmDelivered,
  async ({ body, ...request }, deps: StoreDependencies) => {
    checkPhotoKey(request.params.order_id, request.caller, body.proof?.photoKey);
    return actForStore(deps, request, { type: 'deliver', ...body });
  },
);
