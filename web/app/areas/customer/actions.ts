import type { OrderShippingDeliveryPreferenceLeaveWith } from '../../../../client/src/index.ts';
import { api } from '../../session/api.ts';

/** What a form asks for; the kind is the control. */
export interface Field {
  readonly name: string;
  readonly kind: 'text' | 'long' | 'day' | 'stars' | 'leaveWith';
  readonly isOptional?: true;
  readonly autocomplete?: string;
  /** Of a long text, where the API takes less than of others. */
  readonly maxLength?: number;
}

type Values = Readonly<Record<string, string>>;

/** Something that the order allows now, by the name that `actions` has for it. */
export interface OrderAction {
  readonly action: string;
  readonly fields: readonly Field[];
  readonly isDanger?: true;
  readonly run: (orderId: string, values: Values) => Promise<unknown>;
}

const REASON: Field = { name: 'reason', kind: 'long' };

/** All that an order stores of an address. */
export const ADDRESS_FIELDS = ['name', 'line1', 'line2', 'city', 'region', 'postalCode', 'country'] as const;

/** An empty field says nothing. */
const given = (values: Values, ...names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));

/** In the order in which the page offers them. */
export const ORDER_ACTIONS: readonly OrderAction[] = [
  {
    action: 'confirm_receipt',
    fields: [],
    run: (orderId) => api().changeOrderStatus({ orderId, body: { status: 'completed' } }),
  },
  {
    action: 'feedback',
    fields: [
      { name: 'rating', kind: 'stars' },
      { name: 'comment', kind: 'long', isOptional: true },
    ],
    run: (orderId, values) =>
      api().giveFeedback({ orderId, body: { rating: Number(values.rating), ...given(values, 'comment') } }),
  },
  {
    action: 'delivery_preferences',
    fields: [
      { name: 'leaveWith', kind: 'leaveWith' },
      { name: 'place', kind: 'text', isOptional: true },
      { name: 'instructions', kind: 'long', isOptional: true, maxLength: 500 },
    ],
    run: (orderId, values) =>
      api().setDeliveryPreferences({
        orderId,
        body: {
          leaveWith: values.leaveWith as OrderShippingDeliveryPreferenceLeaveWith,
          ...given(values, 'place', 'instructions'),
        },
      }),
  },
  {
    action: 'reschedule',
    fields: [
      { name: 'estimatedDelivery', kind: 'day' },
      { ...REASON, isOptional: true, maxLength: 500 },
    ],
    run: (orderId, values) =>
      api().rescheduleDelivery({
        orderId,
        body: { estimatedDelivery: values.estimatedDelivery ?? '', ...given(values, 'reason') },
      }),
  },
  {
    action: 'change_address',
    fields: [
      { name: 'name', kind: 'text', isOptional: true, autocomplete: 'name' },
      { name: 'line1', kind: 'text', autocomplete: 'address-line1' },
      { name: 'line2', kind: 'text', isOptional: true, autocomplete: 'address-line2' },
      { name: 'city', kind: 'text', autocomplete: 'address-level2' },
      { name: 'region', kind: 'text', isOptional: true, autocomplete: 'address-level1' },
      { name: 'postalCode', kind: 'text', isOptional: true, autocomplete: 'postal-code' },
      { name: 'country', kind: 'text', autocomplete: 'country-name' },
    ],
    // The request replaces the address: what it leaves out is not part of it any more.
    run: (orderId, values) =>
      api().changeDeliveryAddress({ orderId, body: { address: given(values, ...ADDRESS_FIELDS) } }),
  },
  {
    action: 'request_return',
    fields: [REASON],
    run: (orderId, values) => api().requestReturn({ orderId, body: { reason: values.reason ?? '' } }),
  },
  {
    action: 'support',
    fields: [
      { name: 'subject', kind: 'text' },
      { name: 'message', kind: 'long' },
    ],
    run: (orderId, values) =>
      api().requestSupport({ orderId, body: { subject: values.subject ?? '', message: values.message ?? '' } }),
  },
  {
    action: 'dispute',
    fields: [REASON],
    isDanger: true,
    run: (orderId, values) => api().openDispute({ orderId, body: { reason: values.reason ?? '' } }),
  },
  {
    action: 'cancel',
    fields: [{ ...REASON, isOptional: true, maxLength: 500 }],
    isDanger: true,
    run: (orderId, values) =>
      api().changeOrderStatus({ orderId, body: { status: 'cancelled', ...given(values, 'reason') } }),
  },
];
