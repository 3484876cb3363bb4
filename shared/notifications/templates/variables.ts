/** What a template may speak of, declared once: the check, the documents, the samples and the values go by it. */

/** `url`: may stand in `href` or `src`. `list`: for `{% for item in orderItems %}`. */
export type VariableKind = 'text' | 'url' | 'list';

export interface Variable {
  readonly kind: VariableKind;
  readonly description: string;
}

export const TEMPLATE_VARIABLES = {
  customerName: { kind: 'text', description: 'Name of the person written to; empty where it is not known' },
  orderNumber: { kind: 'text', description: 'Number of the order' },
  orderDate: { kind: 'text', description: 'Day of the order, in the language and time zone of the reader' },
  currentStatus: { kind: 'text', description: 'Status that the message is about, in words' },
  statusMessage: { kind: 'text', description: 'What the built-in text says' },
  estimatedDelivery: { kind: 'text', description: 'Day, or day and hours, of the delivery; empty once it is over' },
  trackingNumber: { kind: 'text', description: 'Number of the parcel' },
  trackingUrl: { kind: 'url', description: "Carrier's page of the parcel, else the page of the order" },
  carrierName: { kind: 'text', description: 'Name of the carrier' },
  deliveryAddress: { kind: 'text', description: 'Address of the delivery, on one line' },
  orderItems: {
    kind: 'list',
    description: 'Items: `name`, `quantity`, `price`, `total`, `image` (`https`, or empty)',
  },
  supportContact: { kind: 'text', description: 'Where customers of the shop ask' },
  accountUrl: { kind: 'url', description: "Reader's own pages: the page of the order, or those of the shop" },
  unsubscribeUrl: { kind: 'url', description: 'Page that stops these messages; empty where none is offered' },
  orderUrl: { kind: 'url', description: 'Page of the order' },
  reviewUrl: { kind: 'url', description: 'Where the order is rated' },
  shopName: { kind: 'text', description: 'Name of the shop' },
  totalAmount: { kind: 'text', description: 'Total of the order, as the language writes money' },
  refundAmount: { kind: 'text', description: 'What has been paid back so far; empty where nothing was' },
  pickupPlace: { kind: 'text', description: 'Where the order is collected' },
  pickupTime: { kind: 'text', description: 'When the order is collected, or from when on' },
  pickupHours: { kind: 'text', description: 'Opening hours of the place' },
  pickupInstructions: { kind: 'text', description: 'What the seller says about collecting' },
  digestOrders: { kind: 'text', description: 'Numbers of the orders that a digest speaks of; else that of the order' },
  message: { kind: 'text', description: 'What a person wrote, in a message of type `custom`' },
  messageSubject: { kind: 'text', description: 'Subject that a person wrote, in a message of type `custom`' },
} as const satisfies Readonly<Record<string, Variable>>;

export type VariableName = keyof typeof TEMPLATE_VARIABLES;
export const VARIABLE_NAMES = Object.keys(TEMPLATE_VARIABLES) as readonly VariableName[];

export const isVariable = (name: string): name is VariableName => Object.hasOwn(TEMPLATE_VARIABLES, name);

/** An item as a template has it; every member is text, empty where nothing is known. */
export interface ItemValue {
  readonly name: string;
  readonly quantity: string;
  readonly price: string;
  readonly total: string;
  readonly image: string;
}
export const ITEM_FIELDS = [
  'name',
  'quantity',
  'price',
  'total',
  'image',
] as const satisfies readonly (keyof ItemValue)[];

export type TemplateValues = Readonly<Record<Exclude<VariableName, 'orderItems'>, string>> & {
  readonly orderItems: readonly ItemValue[];
};
