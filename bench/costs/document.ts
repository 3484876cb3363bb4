import { COST_NAMES, type Cost, type LifeCosts, totalOf } from './life.ts';

const HEADERS: Readonly<Record<(typeof COST_NAMES)[number], string>> = {
  invocations: 'invocations',
  tableCalls: 'table calls',
  writeUnits: 'write units',
  readUnits: 'read units',
  messages: 'messages',
};

/** What keeps the figures where they are. */
const RULES = [
  '- A change is one transaction, whose units count twice: order, event, and what must be true together. Five of its indexes are written with each change of status.',
  '- An event is indexed for its customer and for its shop: their feeds are read by cursor.',
  '- Who may listen is read strongly consistent, five audiences an event: a subscription that was made a moment ago must not miss what comes next.',
  '- Notifying, scheduling, broadcasting and indexing each have a queue, so that none delays another: an invocation and a message for each that an event has an effect for.',
  '- The authorizer is asked for each request over HTTP, and its result is not cached (decision 0022).',
];

const TOTAL = 'the whole life';

const row = (name: string, cost: Cost): string => `| ${name} | ${COST_NAMES.map((each) => cost[each]).join(' | ')} |`;

const table = (first: string, rows: readonly (readonly [string, Cost])[]): readonly string[] => [
  `| ${first} | ${COST_NAMES.map((name) => HEADERS[name]).join(' | ')} |`,
  `|---|${COST_NAMES.map(() => '---:').join('|')}|`,
  ...rows.map(([name, cost]) => row(name, cost)),
];

const isUsed = (cost: Cost): boolean => COST_NAMES.some((name) => cost[name] > 0);

/** docs/costs.md: what each step of a parcel's life needs, and which functions need it. */
export const costsDocument = ({ steps, functions }: LifeCosts): string =>
  [
    '# What one order costs',
    '',
    'Made by `npm run costs`; `test/e2e/88-costs.test.ts` fails when a step needs more. A parcel from its order to the doorstep, with one open socket, a mail and an inbox entry for each step that the customer waits for; each row with everything that follows from the step, counted by `GET /_local/meter`. Reads of the stream and of queues by the platform are not counted.',
    '',
    ...table('step', [...steps.map(({ step, ...cost }) => [step, cost] as const), [TOTAL, totalOf(steps)]]),
    '',
    'The same by function:',
    '',
    ...table(
      'function',
      [...functions].filter(([, cost]) => isUsed(cost)).toSorted(([, a], [, b]) => b.writeUnits - a.writeUnits),
    ),
    '',
    ...RULES,
    '',
  ].join('\n');

/** The figures in the document, by step. */
export const costsIn = (document: string): ReadonlyMap<string, Cost> =>
  new Map(
    document
      .split('\n')
      .filter((line) => /^\| .*\d \|$/.test(line))
      .map((line) => {
        const [step = '', ...figures] = line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim());
        const cost = Object.fromEntries(COST_NAMES.map((name, index) => [name, Number(figures[index])]));
        return [step, cost as unknown as Cost];
      }),
  );
