import { PHASE_KINDS } from '../../workflows/phase-kind.ts';
import {
  type Phase,
  RETURN_REQUESTED,
  type Role,
  type TransitionDefinition,
  type WorkflowDefinition,
} from '../../workflows/workflow.ts';
import type { Actor, Order } from '../model/order.ts';
import type { Refusal } from './decision.ts';
import { findPath } from './find-path.ts';
import { isWaitingForPreparation, refusalOfGuards } from './guards.ts';
import { allowedNext, isAnotherDriver, refuse, statusDefinition } from './step.ts';

/** What a party may do with an order besides moving it by name. A page shows a button for each. */
export const ACTIONS = [
  'cancel',
  'dispute',
  'confirm_receipt',
  'request_return',
  'reschedule',
  'change_address',
  'delivery_preferences',
  'support',
  'feedback',
  'register_shipment',
  'prepare_item',
  'acknowledge',
  'propose_substitutions',
  'answer_substitutions',
  'assign_driver',
  'deliver',
] as const;
export type Action = (typeof ACTIONS)[number];

interface Question {
  readonly workflow: WorkflowDefinition;
  readonly order: Order;
  readonly actor: Actor;
  readonly now: Date;
}

interface ActionRule {
  /** Nobody else may ask. Absent where the transitions themselves say who. */
  readonly roles?: readonly Role[];
  /** Why the order does not allow it now; nothing when it does. */
  readonly refusal: (question: Question) => string | undefined;
}

const BUYER: readonly Role[] = ['customer', 'guest'];
const BUYER_OR_SUPPORT: readonly Role[] = ['customer', 'guest', 'csr', 'admin'];

const BEFORE_DELIVERY: readonly Phase[] = [
  'placed',
  'confirmed',
  'preparing',
  'ready',
  'in_transit',
  'out_for_delivery',
  'delayed',
  'exception',
];
/** While the parcel moves as planned its label stands; with a problem the carrier takes another address. */
const ADDRESS_OPEN: readonly Phase[] = ['placed', 'confirmed', 'preparing', 'ready', 'delayed', 'exception'];
/** A provider may send another courier while the goods are on their way. */
const BEFORE_TRANSIT: readonly Phase[] = ['placed', 'confirmed', 'preparing', 'ready', 'delayed', 'exception'];
const BEFORE_READY: readonly Phase[] = ['placed', 'confirmed', 'preparing', 'delayed'];

const unlessPhase = (order: Order, phases: readonly Phase[]): string | undefined =>
  phases.includes(order.phase) ? undefined : `Too early or too late for that: the order is ${order.status}.`;

const unlessNextPhase = (question: Question, phase: Phase): string | undefined =>
  allowedNext(question.workflow, question.order, question.actor, question.now).some(
    (status) => statusDefinition(question.workflow, status).phase === phase,
  )
    ? undefined
    : `From ${question.order.status} nothing leads ${question.actor.role} to ${phase}.`;

const isBrought = ({ workflow, order }: Question): boolean =>
  Object.keys(workflow.milestones).length > 0 && order.fulfilmentType !== 'pickup';

const unlessBrought = (question: Question, phases: readonly Phase[]): string | undefined =>
  isBrought(question) ? unlessPhase(question.order, phases) : 'Nothing of this order is brought.';

const usesDrivers = ({ transitions }: WorkflowDefinition): boolean =>
  transitions.some(({ roles }) => roles.includes('driver'));

const RULES: Readonly<Record<Action, ActionRule>> = {
  cancel: { refusal: (question) => unlessNextPhase(question, 'cancelled') },
  dispute: { refusal: (question) => unlessNextPhase(question, 'disputed') },
  confirm_receipt: { roles: ['customer'], refusal: (question) => unlessNextPhase(question, 'completed') },
  request_return: {
    roles: BUYER,
    refusal: ({ workflow, order, actor, now }) =>
      allowedNext(workflow, order, actor, now).includes(RETURN_REQUESTED)
        ? undefined
        : `An order of ${workflow.id} that is ${order.status} takes no return request.`,
  },
  reschedule: {
    roles: BUYER_OR_SUPPORT,
    refusal: ({ workflow, order }) =>
      Object.keys(workflow.milestones).length > 0 ? unlessPhase(order, BEFORE_DELIVERY) : 'Nothing to bring or fetch.',
  },
  change_address: { roles: BUYER_OR_SUPPORT, refusal: (question) => unlessBrought(question, ADDRESS_OPEN) },
  delivery_preferences: { roles: BUYER_OR_SUPPORT, refusal: (question) => unlessBrought(question, BEFORE_DELIVERY) },
  support: { roles: BUYER, refusal: () => undefined },
  feedback: {
    roles: BUYER,
    refusal: ({ order }) =>
      order.feedback ? 'Feedback was given already.' : unlessPhase(order, ['delivered', 'completed', 'returned']),
  },
  register_shipment: {
    roles: ['seller', 'csr', 'admin', 'carrier', 'system'],
    refusal: ({ workflow, order }) => {
      if (Object.keys(workflow.milestones).length === 0) return 'No carrier brings orders of this kind.';
      return PHASE_KINDS[order.phase] === 'final' ? `The order is ${order.status}.` : undefined;
    },
  },
  prepare_item: {
    roles: ['seller', 'admin'],
    refusal: ({ order }) => unlessPhase(order, BEFORE_READY),
  },
  // Once acknowledged, the store may still report a new time when the order will be ready.
  acknowledge: {
    roles: ['seller', 'admin'],
    refusal: (question) =>
      question.order.phase === 'placed'
        ? unlessNextPhase(question, 'confirmed')
        : unlessPhase(question.order, BEFORE_READY),
  },
  propose_substitutions: {
    roles: ['seller', 'admin'],
    refusal: ({ workflow, order }) =>
      workflow.substitutions && Object.values(workflow.substitutions).includes(order.status)
        ? undefined
        : `Nothing is substituted while an order of ${workflow.id} is ${order.status}.`,
  },
  answer_substitutions: {
    roles: [...BUYER, 'admin'],
    refusal: ({ order }) =>
      PHASE_KINDS[order.phase] === 'final' || !order.substitutions.some(({ status }) => status === 'proposed')
        ? 'No substitution waits for a decision.'
        : undefined,
  },
  assign_driver: {
    roles: ['seller', 'carrier', 'system', 'admin'],
    refusal: ({ workflow, order, actor }) => {
      if (!usesDrivers(workflow)) return `No driver brings orders of ${workflow.id}.`;
      return unlessPhase(order, actor.role === 'carrier' ? BEFORE_DELIVERY : BEFORE_TRANSIT);
    },
  },
  deliver: {
    roles: ['driver'],
    refusal: ({ workflow, order, actor }) => {
      if (isAnotherDriver(order, actor)) return 'Another driver has this order.';
      return workflow.milestones.delivered ? unlessPhase(order, BEFORE_DELIVERY) : 'Nothing to deliver.';
    },
  },
};

/** Refuses an action that this party may not take now; returns nothing where it may. */
export const refusalOfAction = (question: Question, action: Action): Refusal | undefined => {
  const rule = RULES[action];
  if (rule.roles && !rule.roles.includes(question.actor.role)) {
    return {
      ...refuse(question, 'ROLE_NOT_ALLOWED', `Role ${question.actor.role} may not perform ${action}.`),
      allowedRoles: rule.roles,
    };
  }
  const reason = rule.refusal(question);
  return reason ? refuse(question, 'NOT_APPLICABLE', reason) : undefined;
};

/** Whether the driver may take every step that is left. */
const canDeliver = ({ workflow, order, actor, now }: Question): boolean => {
  const to = workflow.milestones.delivered;
  const isOpen = (edge: TransitionDefinition) => !refusalOfGuards({ workflow, order, now }, edge, actor);
  return to !== undefined && findPath(workflow, order.status, to, actor.role, isOpen) !== undefined;
};

/** Offered only while there is something to do, though doing it again would harm nothing. */
const isWorthOffering: Partial<Record<Action, (question: Question) => boolean>> = {
  prepare_item: ({ order }) => order.items.some(isWaitingForPreparation),
  deliver: canDeliver,
  // By the rules a guest may decide too; the store's paths take no link, so a page must not offer it.
  answer_substitutions: ({ actor }) => actor.role !== 'guest',
};

/** The actions that this party may take now, in the order of {@link ACTIONS}. */
export const actionsOf = (workflow: WorkflowDefinition, order: Order, actor: Actor, now: Date): readonly Action[] => {
  const question = { workflow, order, actor, now };
  return ACTIONS.filter(
    (action) => !refusalOfAction(question, action) && (isWorthOffering[action]?.(question) ?? true),
  );
};
