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
    file: 'shared/carriers/source-list.ts',
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
];
