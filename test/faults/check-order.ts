import { type PackedResponse, unpacked } from '../../shared/store/packed-response.ts';
import type { Expectation } from './scenarios/scenario.ts';
import type { TableItem, World } from './world.ts';

/** What the checker found wrong, by kind. */
export interface Findings {
  readonly lost: string[];
  readonly doubled: string[];
  readonly halfDone: string[];
}

const same = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

/** Too few are lost, too many are doubled. */
const compare = (what: string, found: number, expected: number, findings: Findings): void => {
  if (found === expected) return;
  (found < expected ? findings.lost : findings.doubled).push(`${what}: ${found} instead of ${expected}`);
};

const bySeq = (a: TableItem, b: TableItem): number => number(a.seq) - number(b.seq);

/** The history against the path, without gaps, and the order's own numbers against the history. */
const checkHistory = (expected: Expectation, own: readonly TableItem[], findings: Findings): void => {
  const { orderId } = expected;
  const order = own.find((item) => item.entity === 'order');
  if (order === undefined) {
    findings.lost.push(`${orderId}: no order`);
    return;
  }
  const events = own.filter((item) => item.entity === 'event').toSorted(bySeq);
  const seqs = events.map((event) => event.seq);
  const gapless = events.map((_, index) => index + 1);
  if (!same(seqs, gapless)) findings.halfDone.push(`${orderId}: the history has gaps`);
  if (order.version !== events.length)
    findings.halfDone.push(`${orderId}: version ${order.version}, ${events.length} events`);
  const path = events.filter((event) => event.status !== event.previousStatus).map((event) => event.status);
  if (!same(path, expected.path)) {
    const into = path.length > expected.path.length ? findings.doubled : findings.lost;
    into.push(`${orderId}: path ${path.join(' ')} instead of ${expected.path.join(' ')}`);
  }
  if (order.status !== expected.path.at(-1)) findings.halfDone.push(`${orderId}: is ${order.status}`);
  const distinct = new Set(events.map((event) => event.eventId)).size;
  if (distinct !== events.length) findings.doubled.push(`${orderId}: an event twice`);
  for (const [type, count] of Object.entries(expected.events ?? {})) {
    const found = events.filter((event) => event.type === type).length;
    compare(`${orderId}: events ${type}`, found, count, findings);
  }
  const missing = expected.follower?.missing(events.length) ?? [];
  if (missing.length > 0) findings.lost.push(`${orderId}: the open page never heard of ${missing.join(', ')}`);
  if (expected.withdrawn?.isWithdrawn === false)
    findings.halfDone.push(`${orderId}: the page of somebody whose access was withdrawn is open`);
};

const checkSchedules = (expected: Expectation, { schedules }: World, findings: Findings): void => {
  const own = schedules.filter(({ orderId }) => orderId === expected.orderId).map(({ rule }) => rule);
  for (const rule of expected.deadlines) {
    if (!own.includes(rule)) findings.lost.push(`${expected.orderId}: no schedule ${rule} among ${own.join(' ')}`);
  }
  for (const rule of own) {
    if (!expected.deadlines.includes(rule))
      findings.halfDone.push(`${expected.orderId}: schedule ${rule} was left behind`);
  }
};

const checkIdempotency = (expected: Expectation, { items }: World, findings: Findings): void => {
  const { orderId, idempotencyKey } = expected;
  const records = items.filter((item) => item.entity === 'idempotency' && item.pk.endsWith(`#${idempotencyKey}`));
  compare(`${orderId}: idempotency records`, records.length, 1, findings);
  for (const record of records) {
    const response = record.response === undefined ? undefined : unpacked(record.response as PackedResponse);
    if (record.state !== 'completed' || response?.body.includes(orderId) !== true) {
      findings.halfDone.push(`${orderId}: its idempotency record is ${String(record.state)}`);
    }
  }
};

/** As words are compared: letters without their marks and digits, in lower case. */
const searchable = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** A text as it is written, with its umlauts written out, and with those that may have been written out taken back. */
const spellingsOf = (text: string): readonly string[] => [
  searchable(text),
  searchable(text.replace(/[äöü]/gi, (letter) => `${letter}e`)),
  searchable(text).replace(/([aou])e/g, '$1'),
];

const checkSearch = (expected: Expectation, { items }: World, findings: Findings): void => {
  const { orderId, sellerId } = expected;
  const own = items.filter((item) => item.entity === 'search_entry' && item.sk.endsWith(`#${orderId}`));
  const order = items.find((item) => item.entity === 'order' && item.orderId === orderId);
  const said = spellingsOf(JSON.stringify(order ?? {}));
  // Its buyer looks for it in the list of their orders, by the words that stand in the order's list.
  const scopes = ['all', `seller:${sellerId}`];
  const wordsOf = (scope: string): readonly string[] =>
    own.filter(({ pk }) => pk.startsWith(`SEARCH#${scope}#`)).map(({ sk }) => sk.slice(0, sk.indexOf('#')));
  const everywhere = new Set(wordsOf('all'));
  for (const scope of scopes) {
    const words = wordsOf(scope);
    // Whoever looks for it by its number finds it, wherever they may look.
    if (!words.includes(searchable(String(order?.orderNumber)))) {
      findings.lost.push(`${orderId}: not found by its number in ${scope}`);
    }
    if (words.length !== everywhere.size || words.some((word) => !everywhere.has(word))) {
      findings.halfDone.push(`${orderId}: ${words.length} words in ${scope}, ${everywhere.size} in all`);
    }
    for (const word of words.filter((one) => !said.some((spelling) => spelling.includes(one)))) {
      findings.halfDone.push(`${orderId}: found by ${word}, which the order does not say`);
    }
  }
  const recorded = [...everywhere].toSorted();
  for (const { pk, sk, words } of own) {
    const listed = String(words).split(' ');
    const missing = recorded.filter((word) => !listed.includes(word));
    const isOwnMissing = missing.some((word) => sk.startsWith(`${word}#`));
    // A parcel's number that came later stands in its own entries, and in the order's list.
    if (isOwnMissing || listed.some((word) => !everywhere.has(word)) || missing.some((word) => !/\d/.test(word)))
      findings.halfDone.push(`${orderId}: ${pk} ${sk} says ${words}`);
  }
  const list = items.find(({ pk, sk }) => pk === `SEARCH#${orderId}` && sk === 'TOKENS')?.tokens;
  if (!same([...((list as readonly string[] | undefined) ?? [])].toSorted(), recorded))
    findings.halfDone.push(`${orderId}: its list says ${String(list)}`);
  const elsewhere = own.filter(({ pk }) => !scopes.some((scope) => pk.startsWith(`SEARCH#${scope}#`)));
  for (const { pk } of elsewhere) findings.halfDone.push(`${orderId}: found in ${pk}`);
};

const checkStock = (expected: Expectation, { items }: World, findings: Findings): void => {
  if (expected.stock === undefined) return;
  const { listingId, left } = expected.stock;
  const pk = `LISTING#${expected.sellerId}#${listingId}`;
  const listing = items.find((item) => item.entity === 'listing' && item.pk === pk);
  // Taken twice leaves too little, given back twice too much.
  if (listing?.stock !== left) {
    findings.doubled.push(`${expected.orderId}: stock ${String(listing?.stock)} instead of ${left}`);
  }
};

const SETTLED: readonly string[] = ['sent', 'delivered', 'suppressed'];

/** Where it begins so, its confirmation is its receipt as well, and the scenario counts it. */
const BORN_PAID = 'escrow_locked';

/** A driver who gave the order back before the message went out is not reached by it, and need not be. */
const isForFormerDriver = ({ audience, error }: TableItem): boolean => audience === 'driver' && error === 'no_address';

/** Mails are at least once by nature: counted is how many different ones the customer got. */
const checkMails = (expected: Expectation, own: readonly TableItem[], world: World, findings: Findings): void => {
  const { orderId } = expected;
  // What was sent has its id in its key only.
  const planned = new Map(own.map((item) => [item.sk.slice('NOTIFICATION#'.length), item]));
  const toCustomer = ({ notificationId }: World['mails'][number]): boolean =>
    planned.get(notificationId)?.audience === 'customer';
  const mails = world.mails.filter((mail) => mail.orderId === orderId && toCustomer(mail));
  const different = new Set(mails.map((mail) => mail.notificationId)).size;
  const { least, max } =
    typeof expected.mails === 'number' ? { least: expected.mails, max: expected.mails } : expected.mails;
  const receipts = expected.path[0] === BORN_PAID ? 0 : 1;
  compare(`${orderId}: mails`, different, Math.min(Math.max(different, least + receipts), max + receipts), findings);
  for (const item of own.filter(({ entity }) => entity === 'planned_notification')) {
    const state = String(item.state ?? item.status);
    if (!SETTLED.includes(state) && !isForFormerDriver(item))
      findings.halfDone.push(`${orderId}: notification ${String(item.type)} is ${state}`);
  }
};

const checkWorkflow = ({ workflow }: Expectation, { items }: World, findings: Findings): void => {
  if (workflow === undefined) return;
  const own = items.filter(({ pk }) => pk === `WORKFLOW#${workflow.id}`);
  const versions = own.filter(({ sk }) => sk.startsWith('VERSION#'));
  compare(`versions of ${workflow.id}`, versions.length, workflow.versions, findings);
  const active = own.find(({ sk }) => sk === 'ACTIVE')?.activeVersion;
  const listed = items.find(({ pk, sk }) => pk === 'WORKFLOWS' && sk === workflow.id)?.activeVersion;
  if (active !== versions.length || listed !== active)
    findings.halfDone.push(`${workflow.id}: ${versions.length} versions, active ${active}, listed ${listed}`);
};

const checkAudit = ({ orderId, audits = 0 }: Expectation, { items }: World, findings: Findings): void => {
  const entries = items.filter(({ entity, subject }) => entity === 'audit' && subject === orderId);
  compare(`${orderId}: audit entries`, entries.length, audits, findings);
};

/** One order and all that belongs to it, compared with what the scenario says. */
export const checkOrder = (expected: Expectation, world: World, findings: Findings): void => {
  const own = world.items.filter((item) => item.pk === `ORDER#${expected.orderId}`);
  checkHistory(expected, own, findings);
  const scans = own.filter((item) => item.entity === 'scan');
  compare(`${expected.orderId}: scans`, scans.length, expected.scans, findings);
  checkSchedules(expected, world, findings);
  checkIdempotency(expected, world, findings);
  checkSearch(expected, world, findings);
  checkStock(expected, world, findings);
  checkMails(expected, own, world, findings);
  checkWorkflow(expected, world, findings);
  checkAudit(expected, world, findings);
};
