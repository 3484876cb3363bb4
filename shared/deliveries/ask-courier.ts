import type { ApplyUpdateDependencies } from '../carriers/apply-tracking-update.ts';
import type { CallOutcome, CarrierClient } from '../carriers/carrier-client.ts';
import type { TrackedCarrier } from '../contract/carrier-apis.ts';
import { type ProblemCode, ProblemError } from '../contract/problem.ts';
import { callScope } from '../polling/call-gate.ts';
import type { CarrierStateStore } from '../polling/carrier-state.ts';
import { isPaced } from '../polling/quota.ts';
import type { AuditStore } from '../security/audit-store.ts';
import type { DeliveryBookStore } from './delivery-book.ts';

export type CourierClient = Pick<CarrierClient, 'quote' | 'createDelivery' | 'findDelivery' | 'cancelDelivery'>;

export interface CourierDependencies extends ApplyUpdateDependencies {
  readonly books: DeliveryBookStore;
  readonly carriers: Pick<CarrierStateStore, 'get'>;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly clientOf: (courier: TrackedCarrier) => Promise<CourierClient>;
}

/** What a courier's API cannot be asked for. */
const UNSUPPORTED = { kind: 'refused', code: 'unsupported', message: 'Not offered' } as const;

/** One call of a courier's API: none where it is switched off, or the account's quota is used up. */
export const askCourier = async <T>(
  { carriers, rates, clock, clientOf }: CourierDependencies,
  courier: TrackedCarrier,
  call: (client: CourierClient) => Promise<CallOutcome<T>> | undefined,
): Promise<CallOutcome<T>> => {
  const state = await carriers.get(courier.id);
  if (state?.disabled !== undefined) return { kind: 'unavailable', code: 'disabled' };
  for (const quota of courier.poll.quotas.filter((one) => !isPaced(one))) {
    const limit = { limit: quota.calls, windowSeconds: quota.seconds };
    const verdict = await rates.take(callScope(courier.id), limit, clock.now());
    if (!verdict.allowed) return { kind: 'throttled', retryAfterSeconds: verdict.retryAfterSeconds };
  }
  return (await call(await clientOf(courier))) ?? UNSUPPORTED;
};

export type Failure = Exclude<CallOutcome<never>, { kind: 'ok' }>;

const CODE_OF_MEANING = {
  undeliverable: 'ADDRESS_UNDELIVERABLE',
  quote_expired: 'QUOTE_EXPIRED',
  quote_used: 'QUOTE_USED',
  duplicate: 'DELIVERY_ALREADY_BOOKED',
  not_cancelable: 'DELIVERY_NOT_CANCELABLE',
} as const satisfies Record<string, ProblemCode>;

/** It is not the shop's fault that our account is refused: operations are alerted. */
const accountProblem = (
  { telemetry }: Pick<CourierDependencies, 'telemetry'>,
  { id, name }: TrackedCarrier,
  code: string,
): ProblemError => {
  telemetry.count('CourierAccountRefused', id);
  telemetry.warn('A courier refuses our account', { carrier: id, code });
  return new ProblemError('COURIER_UNAVAILABLE', `${name} takes no deliveries from us now; operations know of it`);
};

/** The problem that reports what a courier did not do. Its own words go to whoever asked, and into no log. */
export const courierProblem = (
  dependencies: Pick<CourierDependencies, 'telemetry'>,
  courier: TrackedCarrier,
  failure: Failure,
): ProblemError => {
  const { name } = courier;
  switch (failure.kind) {
    case 'refused': {
      const { code, message, meaning } = failure;
      if (meaning === 'account') return accountProblem(dependencies, courier, code);
      const said = message === '' ? code : message;
      const problem = meaning === undefined ? 'DELIVERY_REFUSED' : CODE_OF_MEANING[meaning];
      return new ProblemError(problem, `${name}: ${said}`, { reason: code });
    }
    case 'unauthorized':
      return accountProblem(dependencies, courier, 'unauthorized');
    case 'throttled':
      return new ProblemError('COURIER_UNAVAILABLE', `${name} is asked too often`, {
        retryAfterSeconds: failure.retryAfterSeconds,
      });
    case 'notFound':
      return new ProblemError('NOT_FOUND', `${name} does not know the delivery`, { reason: failure.code });
    default:
      return new ProblemError('COURIER_UNAVAILABLE', `${name} did not reply as expected`, { reason: failure.code });
  }
};
