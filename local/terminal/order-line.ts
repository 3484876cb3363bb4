import { isRecord, type JsonRecord, recordAt, stringAt } from '../assembly/json.ts';

/**
 * What happened to an order, in one line: `ORD-2026-000001  shipped → out_for_delivery  (seller shop-7)`.
 * `undefined` for any other record of the stream.
 */
export function orderLine(record: JsonRecord): string | undefined {
  const image = recordAt(recordAt(record, 'dynamodb'), 'NewImage');
  const number = textOf(image, 'orderNumber');
  const status = textOf(image, 'status');
  if (record.eventName !== 'INSERT' || textOf(image, 'entity') !== 'event') return undefined;
  if (number === undefined || status === undefined) return undefined;
  return `${number}  ${changeOf(image, status)}  (${byWhom(image)})`;
}

function changeOf(image: JsonRecord, status: string): string {
  const previous = textOf(image, 'previousStatus');
  if (previous === undefined) return `created as ${status}`;
  if (previous !== status) return `${previous} → ${status}`;
  return `${(textOf(image, 'type') ?? 'event').replaceAll('_', ' ')} while ${status}`;
}

function byWhom(image: JsonRecord): string {
  const actor = recordAt(recordAt(image, 'actor'), 'M');
  const role = textOf(actor, 'role') ?? 'system';
  const name = role === 'carrier' ? (textOf(image, 'carrier') ?? textOf(actor, 'id')) : textOf(actor, 'id');
  return name === undefined ? role : `${role} ${name}`;
}

/** A text attribute as the stream writes it: `{"S": "…"}`. */
function textOf(image: JsonRecord, name: string): string | undefined {
  const attribute = image[name];
  return isRecord(attribute) ? stringAt(attribute, 'S') : undefined;
}

/** `12:03:04` */
export const timeOfDay = (at: Date): string => at.toTimeString().slice(0, 8);
