import type { Expectation } from './scenarios.ts';
import type { TableItem } from './table-reader.ts';

/** What the checker found wrong, by kind. */
export interface Findings {
  readonly lost: string[];
  readonly doubled: string[];
  readonly halfDone: string[];
}

export interface World {
  readonly items: readonly TableItem[];
  readonly schedules: readonly string[];
  readonly mails: readonly { readonly orderId: string; readonly notificationId: string }[];
}

const same = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

/** The history against the path, without gaps, and the order's own numbers against the history. */
const checkHistory = (expected: Expectation, own: readonly TableItem[], findings: Findings): void => {
  const order = own.find((item) => item.entity === 'order');
  if (order === undefined) {
    findings.lost.push(`${expected.orderId}: no order`);
    return;
  }
  const events = own.filter((item) => item.entity === 'event').toSorted((a, b) => number(a.seq) - number(b.seq));
  if (
    !same(
      events.map((event) => event.seq),
      events.map((_, index) => index + 1),
    )
  ) {
    findings.halfDone.push(`${expected.orderId}: the history has gaps`);
  }
  if (order.version !== events.length)
    findings.halfDone.push(`${expected.orderId}: version ${order.version}, ${events.length} events`);
  const path = events.filter((event) => event.status !== event.previousStatus).map((event) => event.status);
  if (!same(path, expected.path)) {
    const into = path.length > expected.path.length ? findings.doubled : findings.lost;
    into.push(`${expected.orderId}: path ${path.join(' ')} instead of ${expected.path.join(' ')}`);
  }
  if (order.status !== expected.path.at(-1)) findings.halfDone.push(`${expected.orderId}: is ${order.status}`);
  if (new Set(events.map((event) => event.eventId)).size !== events.length)
    findings.doubled.push(`${expected.orderId}: an event twice`);
};

const checkScans = (expected: Expectation, own: readonly TableItem[], findings: Findings): void => {
  const scans = own.filter((item) => item.entity === 'scan');
  if (scans.length < expected.scans)
    findings.lost.push(`${expected.orderId}: ${scans.length} scans of ${expected.scans}`);
  if (scans.length > expected.scans)
    findings.doubled.push(`${expected.orderId}: ${scans.length} scans of ${expected.scans}`);
};

const checkSchedules = (expected: Expectation, schedules: readonly string[], findings: Findings): void => {
  const own = schedules
    .filter((name) => name.includes(expected.orderId))
    .map((name) => name.slice(name.indexOf(expected.orderId) + expected.orderId.length + 1));
  for (const rule of expected.deadlines) {
    if (!own.includes(rule)) findings.lost.push(`${expected.orderId}: no schedule ${rule} among ${own.join(' ')}`);
  }
  for (const rule of own) {
    if (!expected.deadlines.includes(rule))
      findings.halfDone.push(`${expected.orderId}: schedule ${rule} was left behind`);
  }
};

const checkIdempotency = (expected: Expectation, items: readonly TableItem[], findings: Findings): void => {
  const records = items.filter(
    (item) => item.entity === 'idempotency' && item.pk.endsWith(`#${expected.idempotencyKey}`),
  );
  if (records.length !== 1) findings.lost.push(`${expected.orderId}: ${records.length} idempotency records`);
  for (const record of records) {
    const response = record.response as { readonly body?: string } | undefined;
    if (record.state !== 'completed' || response?.body?.includes(expected.orderId) !== true) {
      findings.halfDone.push(`${expected.orderId}: its idempotency record is ${String(record.state)}`);
    }
  }
};

const checkSearch = (expected: Expectation, items: readonly TableItem[], findings: Findings): void => {
  for (const scope of ['all', `seller:${expected.sellerId}`, `customer:${expected.buyerId}`]) {
    const entries = items.filter(
      (item) =>
        item.entity === 'search_entry' &&
        item.pk.startsWith(`SEARCH#${scope}#`) &&
        item.sk.endsWith(`#${expected.orderId}`),
    );
    if (entries.length === 0) findings.lost.push(`${expected.orderId}: not found by search in ${scope}`);
  }
};

const checkStock = (expected: Expectation, items: readonly TableItem[], findings: Findings): void => {
  if (expected.stock === undefined) return;
  const { sellerId, listingId, left } = expected.stock;
  const listing = items.find((item) => item.entity === 'listing' && item.pk === `LISTING#${sellerId}#${listingId}`);
  if (listing?.stock !== left) {
    const into = number(listing?.stock) < left ? findings.lost : findings.doubled;
    into.push(`${expected.orderId}: stock ${String(listing?.stock)} instead of ${left}`);
  }
};

/** Numbers without an order, orders without a number, orders that nobody asked for. */
const checkStrays = (expectations: readonly Expectation[], items: readonly TableItem[], findings: Findings): void => {
  const expected = new Set(expectations.map((one) => one.orderId));
  const orders = items.filter((item) => item.entity === 'order');
  const numbers = new Map(items.filter((item) => item.entity === 'number').map((item) => [item.orderId, item.pk]));
  for (const order of orders) {
    if (!expected.has(String(order.orderId)))
      findings.doubled.push(`${String(order.orderId)}: an order that nobody asked for`);
    if (!numbers.has(order.orderId)) findings.halfDone.push(`${String(order.orderId)}: its number is not reserved`);
  }
  const existing = new Set(orders.map((order) => order.orderId));
  for (const [orderId, pk] of numbers)
    if (!existing.has(orderId)) findings.halfDone.push(`${pk}: reserved for no order`);
  for (const item of items) {
    const isChild =
      item.entity === 'event' ||
      item.entity === 'scan' ||
      item.entity === 'notification' ||
      item.entity === 'search_entry';
    if (isChild && item.orderId !== undefined && !existing.has(item.orderId))
      findings.halfDone.push(`${item.pk} ${item.sk}: of no order`);
    if (item.entity === 'parked_scan') findings.halfDone.push(`${item.pk}: a scan is still parked`);
  }
};

const checkMails = (expected: Expectation, world: World, findings: Findings): void => {
  const own = world.mails.filter((mail) => mail.orderId === expected.orderId);
  const distinct = new Set(own.map((mail) => mail.notificationId)).size;
  if (distinct < expected.mails) findings.lost.push(`${expected.orderId}: ${distinct} mails of ${expected.mails}`);
};

/** Compares the world with what the scenarios say must be. Says everything that is wrong, not only the first thing. */
export const check = (expectations: readonly Expectation[], world: World): Findings => {
  const findings: Findings = { lost: [], doubled: [], halfDone: [] };
  for (const expected of expectations) {
    const own = world.items.filter((item) => item.pk === `ORDER#${expected.orderId}`);
    checkHistory(expected, own, findings);
    checkScans(expected, own, findings);
    checkSchedules(expected, world.schedules, findings);
    checkIdempotency(expected, world.items, findings);
    checkSearch(expected, world.items, findings);
    checkStock(expected, world.items, findings);
    checkMails(expected, world, findings);
  }
  checkStrays(expectations, world.items, findings);
  return findings;
};
