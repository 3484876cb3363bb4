/**
 * Mutants that no test can see, each with the reason. An entry names its place by the text of the line, so that it
 * survives lines that move; when the text itself changes, the entry is stale and the run says so.
 */
export interface EquivalentMutant {
  readonly file: string;
  /** The line on which the mutant begins, without the blanks around it. */
  readonly lineText: string;
  /** On one line; long ones may be cut with `…` at their end. */
  readonly original: string;
  readonly replacement: string;
  /** Why the program does the same with it. */
  readonly reason: string;
}

export const EQUIVALENT_MUTANTS: readonly EquivalentMutant[] = [
  {
    file: 'shared/realtime/feed-memory.ts',
    lineText: 'const later = (a: string, b: string): string => (a > b ? a : b);',
    original: 'a > b',
    replacement: 'a >= b',
    reason: 'Of two equal texts either is the later one.',
  },
  {
    file: 'shared/realtime/feed-memory.ts',
    lineText: 'const earlier = (a: string, b: string): string => (a < b ? a : b);',
    original: 'a < b',
    replacement: 'a <= b',
    reason: 'Of two equal texts either is the earlier one.',
  },
  {
    file: 'shared/realtime/feed-memory.ts',
    lineText: "const oldest = last.length < MAX_MARKS ? '' : (last.map(({ eventId }) => eventId).sort()[0] ?? '');",
    original: "''",
    replacement: '"Stryker was here!"',
    reason: 'The text sorts before every event id as the empty one does; the second one is never reached.',
  },
  {
    file: 'shared/realtime/feed-memory.ts',
    lineText: '.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] > settled)',
    original: 'entry[1] !== undefined',
    replacement: 'true',
    reason: 'It is there for the types: `undefined` is not greater than a text.',
  },
  {
    file: 'shared/realtime/feed-sequence.ts',
    lineText: 'if (last === undefined || page.length < PAGE) return { entries, isWhole: true };',
    original: 'last === undefined',
    replacement: 'false',
    reason: 'A page without a last entry is shorter than a page.',
  },
  {
    file: 'shared/realtime/cursor.ts',
    lineText: 'if (eventId === undefined || seq === undefined) return undefined;',
    original: 'eventId === undefined || seq === undefined',
    replacement: 'eventId === undefined && seq === undefined',
    reason: 'The pattern captures both or neither.',
  },
  {
    file: 'shared/webhooks/source-list.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the line is one of code.
    lineText: 'if (family === undefined) throw new Error(`Not an address range: ${cidr}`);',
    original: 'family === undefined',
    replacement: 'false',
    reason: 'No number of bits is at most that of no family: the next check refuses with the same error.',
  },
  {
    file: 'shared/carriers/fedex/scans.ts',
    lineText: 'location: latestStatusDetail?.scanLocation,',
    original: 'latestStatusDetail?.scanLocation',
    replacement: 'latestStatusDetail.scanLocation',
    reason: 'A status that has a code is there.',
  },
  {
    file: 'shared/carriers/fedex/scans.ts',
    lineText: 'text: latestStatusDetail?.description,',
    original: 'latestStatusDetail?.description',
    replacement: 'latestStatusDetail.description',
    reason: 'A status that has a code is there.',
  },
  {
    file: 'shared/realtime/cursor.ts',
    lineText: "const [, place = '', after, marks = ''] = CURSOR_TEXT.exec(text) ?? [];",
    original: "''",
    replacement: '"Stryker was here!"',
    reason: 'The text is no place either, and marks are read only where the pattern has found some.',
  },
  {
    file: 'shared/orders/engine/guards.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the line is one of code.
    lineText: ": `The order is for ${order.fulfilmentType}, not ${(use.oneOf ?? []).join(' or ')}.`,",
    original: '[]',
    replacement: '["Stryker was here"]',
    reason: 'A workflow whose guard names no kind of fulfilment is refused when it is loaded.',
  },
  {
    file: 'shared/carriers/apply-parked-scans.ts',
    lineText: 'const others = claimants.filter((id) => id !== orderId);',
    original: 'id !== orderId',
    replacement: 'true',
    reason: 'The scans of the order are read twice and counted once.',
  },
  {
    file: 'shared/carriers/apply-tracking-update.ts',
    lineText: "estimatedDelivery === undefined || saidAt === 'none'",
    original: 'estimatedDelivery === undefined',
    replacement: 'false',
    reason: 'The time of an estimate that is absent is not looked at.',
  },
  {
    file: 'shared/carriers/instant.ts',
    lineText: "milliseconds: fraction.slice(0, 3).padEnd(3, '0'),",
    original: 'fraction.slice(0, 3)',
    replacement: 'fraction',
    reason: 'The parser leaves aside what is finer than a millisecond.',
  },
  {
    file: 'shared/carriers/scan-list.ts',
    lineText: "const rawText = [...new Set(texts)].filter((part) => part !== undefined && part !== '').join(': ');",
    original: "''",
    replacement: '"Stryker was here!"',
    reason: 'The schema makes an empty text an absent one.',
  },
  {
    file: 'shared/payments/payment-event.ts',
    lineText: "const amount = new Big(written.replace(/^\\+/, '').replace(/\\.(?=e|$)/i, ''));",
    original: '/^\\+/',
    replacement: '/\\+/',
    reason: 'The first plus is the sign, or else that of the exponent, which means the same without.',
  },
  {
    file: 'shared/payments/payment-event.ts',
    lineText: "context.addIssue({ code: 'custom', message: 'A decimal amount, not negative' });",
    original: "'custom'",
    replacement: '""',
    reason: 'Of an issue its path and message are read.',
  },
  {
    file: 'shared/payments/standard-webhooks.ts',
    lineText: "if (!text.startsWith(PREFIX)) return Buffer.from(text, 'utf8');",
    original: "'utf8'",
    replacement: '""',
    reason: 'A buffer is of UTF-8 where nothing is said.',
  },
  {
    file: 'shared/orders/commands/payment-state.ts',
    lineText: 'if (left === right) return 0;',
    original: 'left === right',
    replacement: 'false',
    reason: 'Two records of the same content are one.',
  },
  {
    file: 'shared/orders/engine/item-counts.ts',
    lineText:
      'if (parcels.length === 0 || parcels.some((parcel) => contentOf(parcel, order) === undefined)) return undefined;',
    original: 'parcels.length === 0',
    replacement: 'false',
    reason: 'Of no parcels nothing is on its way, which is no part.',
  },
  {
    file: 'shared/orders/model/phone-e164.ts',
    lineText: "const bare = trunk !== undefined && digits.startsWith(trunk) ? digits.slice(trunk.length) : '';",
    original: "''",
    replacement: '"Stryker was here!"',
    reason: 'Neither text is a national number.',
  },
  {
    file: 'shared/notifications/plan.ts',
    lineText: "const effect: NotifyEffect = { kind: 'notify', audience: 'customer', ...LINK_REQUESTED };",
    original: "'notify'",
    replacement: '""',
    reason: 'The kind of an effect is read where effects of several kinds are, and this is one alone.',
  },
  {
    file: 'shared/notifications/channels/email/descriptor.ts',
    lineText: "withoutAddress: 'suppress',",
    original: "'suppress'",
    replacement: '""',
    reason: 'There are two values, of which the other one is asked for.',
  },
  {
    file: 'shared/notifications/channels/email/templates/build.ts',
    lineText:
      'if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(COMPILED_MODULE_PATH, await compiledModule());',
    original: 'process.argv[1] === fileURLToPath(import.meta.url)',
    replacement: 'true',
    reason: 'What it writes is what is there, which a test holds.',
  },
  {
    file: 'shared/notifications/channels/email/templates/build.ts',
    lineText:
      'if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(COMPILED_MODULE_PATH, await compiledModule());',
    original: 'process.argv[1] === fileURLToPath(import.meta.url)',
    replacement: 'process.argv[1] !== fileURLToPath(import.meta.url)',
    reason: 'What it writes is what is there, which a test holds.',
  },
  {
    file: 'shared/carriers/receive-webhook.ts',
    lineText: 'const outcomes: WebhookOutcome[] = [];',
    original: '[]',
    replacement: '["Stryker was here"]',
    reason: 'What is no outcome leads before none.',
  },
];
